import { expect } from 'chai';
import { headline } from './headline.js';
import { sampleRun, type SampleCase } from '../../proof/testing/sample-run.js';

const PATHS = { junit: 'reports/junit.xml', json: 'reports/run.json' };
const ACCEPTED: SampleCase = { id: 'a', verdict: 'pass', statuses: [200] };
const REFUSED: SampleCase = { id: 'b', verdict: 'pass', intent: 'refuse', statuses: [400], answered: 400 };
const UNVERIFIED: SampleCase = {
  id: 'c',
  verdict: 'not verified',
  intent: 'refuse',
  statuses: [403],
  obstacle: 'KERNEL_API_KEY_RESTRICTED is not set.',
};
const OBSERVED: SampleCase = { id: 'd', verdict: 'pass', intent: 'observe' };

const HEAD = [
  'target        embedded reference server',
  'document      kernel.yaml, sha256 0123456789ab',
  'run           run-7, suite 0.1.0',
];
const COSTS = [
  'browsers      2 created, 2 released, at most 1 held at once',
  'requests      1 234 sent, 2 throttled',
];
const FOOT = [
  'time          12.3 s',
  'reports       reports/junit.xml',
  '              reports/run.json',
  '',
];

function plain(
  ...[run, exitCode]: [Parameters<typeof headline>[0], Parameters<typeof headline>[2]]
): string[] {
  return headline(run, PATHS, exitCode, false).split('\n');
}

describe('the headline', () => {
  it('of a green run', () => {
    expect(plain(sampleRun([ACCEPTED, REFUSED], { declaredStatuses: [200, 400] }), 0)).to.deep.equal([
      ...HEAD,
      'verified      200, 400',
      'cases         2 pass; 2 in all',
      ...COSTS,
      ...FOOT,
      'CONFORMS: 2 of 2 cases held on the embedded reference server. Exit code 0.',
    ]);
  });

  it('of a green run in which a status was never seen and a case only observed', () => {
    expect(plain(sampleRun([ACCEPTED, REFUSED, OBSERVED], { longestLagMs: 2413 }), 0)).to.deep.equal([
      ...HEAD,
      'verified      200, 400',
      'not verified  403 (no case of this run expects it)',
      'cases         3 pass; 3 in all',
      'observed      1 case that the document leaves open',
      ...COSTS,
      'read-back     up to 2 413 ms behind',
      ...FOOT,
      'CONFORMS: 2 of 3 cases held on the embedded reference server, 1 only observed. Statuses not verified: 403. Exit code 0.',
    ]);
  });

  it('of a green run with a case that could not be verified', () => {
    expect(plain(sampleRun([ACCEPTED, REFUSED, UNVERIFIED]), 0)).to.deep.equal([
      ...HEAD,
      'verified      200, 400',
      'not verified  403 (KERNEL_API_KEY_RESTRICTED is not set)',
      'cases         1 not verified, 2 pass; 3 in all',
      ...COSTS,
      ...FOOT,
      'CONFORMS as far as verified: 2 of 3 cases held on the embedded reference server, 1 not verified. Exit code 0.',
    ]);
  });

  it('of a breach, with a browser left behind', () => {
    const run = sampleRun([ACCEPTED, { ...REFUSED, verdict: 'breach' }, UNVERIFIED], {
      browsers: { created: 3, released: 2, heldAtMost: 2 },
      ms: 133_400,
    });
    expect(plain(run, 1)).to.deep.equal([
      ...HEAD,
      'verified      200',
      'broken        400 (in 1 case, b)',
      'not verified  403 (KERNEL_API_KEY_RESTRICTED is not set)',
      'cases         1 breach, 1 not verified, 1 pass; 3 in all',
      'breaches      b',
      'browsers      3 created, 2 released, at most 2 held at once',
      'LEFT BEHIND   1 BROWSER NOT RELEASED: PAID FOR UNTIL RELEASED OR TIMED OUT.',
      'requests      1 234 sent, 2 throttled',
      'time          2 min 13 s',
      ...FOOT.slice(1),
      'BREACH: the embedded reference server broke the contract in 1 case. Besides: 1 case was not verified. Exit code 1.',
    ]);
  });

  it('of a run that was blocked', () => {
    const sentence =
      'The target does not accept the key in KERNEL_API_KEY: it answers 401. Copy a valid key from the dashboard.';
    const run = sampleRun(
      [ACCEPTED, { ...REFUSED, verdict: 'blocked', obstacle: 'No browser could be created.' }],
      { problems: [{ kind: 'blocked', name: 'preflight', sentence }], declaredStatuses: [200, 400] },
    );
    expect(plain(run, 2)).to.deep.equal([
      ...HEAD,
      'verified      200',
      'not verified  400 (No browser could be created)',
      'cases         1 blocked, 1 pass; 2 in all',
      ...COSTS,
      'problems      preflight: The target does not accept the key in KERNEL_API_KEY: it answers 401. Copy',
      '              a valid key from the dashboard.',
      ...FOOT,
      'NOT JUDGED: 1 case could not be judged on the embedded reference server. Exit code 2.',
    ]);
  });

  it('of a suite error, with breaches besides', () => {
    const run = sampleRun(
      [
        { ...ACCEPTED, verdict: 'breach' },
        { ...REFUSED, verdict: 'suite error', obstacle: 'The body fits the schema.' },
      ],
      {
        problems: [{ kind: 'suite', name: 'specs', sentence: 'A spec could not be loaded.' }],
        declaredStatuses: [200, 400],
      },
    );
    expect(plain(run, 3)).to.deep.equal([
      ...HEAD,
      'verified      no status',
      'broken        200 (in 1 case, a)',
      'not verified  400 (The body fits the schema)',
      'cases         1 breach, 1 suite error; 2 in all',
      'breaches      a',
      ...COSTS,
      'problems      specs: A spec could not be loaded.',
      ...FOOT,
      'SUITE AT FAULT: 1 case met a suite error on the embedded reference server, and the run met 1 problem of its own. Besides: 1 breach. Exit code 3.',
    ]);
  });

  it('of a run that ended before its cases', () => {
    expect(plain(sampleRun([{ id: 'a' }, { id: 'b' }], { declaredStatuses: [200] }), 2)).to.deep.equal([
      ...HEAD,
      'verified      no status',
      'not verified  200 (no case that ran expects it, and 2 cases never ran)',
      'cases         2 never ran; 2 in all',
      ...COSTS,
      ...FOOT,
      'NOT JUDGED: 2 cases never ran on the embedded reference server. Exit code 2.',
    ]);
  });

  it('lists at most ten kinds of drift, and how many more there are', () => {
    const drift = Array.from({ length: 12 }, (_, index) => ({
      drift: { kind: 'undeclared member', status: 200, path: `field${index}` } as const,
      firstSeenIn: 'a',
      times: index + 1,
    }));
    const lines = plain(sampleRun([ACCEPTED], { drift }), 0);
    expect(lines.filter((line) => line.includes('field'))).to.have.length(10);
    expect(lines).to.include('drift         200 body field0 (1 ×, first in a)');
    expect(lines).to.include('              and 2 more');
  });

  for (const [what, run] of [
    ['a breach', sampleRun([{ ...ACCEPTED, verdict: 'breach' }])],
    ['a case that never ran', sampleRun([ACCEPTED, { id: 'x' }])],
    [
      'a problem',
      sampleRun([ACCEPTED], { problems: [{ kind: 'blocked', name: 'leases', sentence: 'No.' }] }),
    ],
    ['no case at all', sampleRun([])],
    ['an end that it did not come to', sampleRun([ACCEPTED], { finished: false })],
    ['a case not verified though all are required', sampleRun([UNVERIFIED], { requireAll: true })],
  ] as const) {
    it(`does not call a run green that holds ${what}, whatever its exit code`, () => {
      expect(plain(run, 0).at(-1)).to.equal(
        'SUITE AT FAULT: the run on the embedded reference server ended as green, but its record is not. Exit code 0.',
      );
    });
  }

  it('says the verdict and the exit code in its last line, in one colour for each verdict', () => {
    const last = (exitCode: 0 | 1 | 2 | 3) =>
      headline(sampleRun([ACCEPTED]), PATHS, exitCode, true)
        .split('\n')
        .at(-1);
    expect(last(0)).to.match(/^\u001b\[1m\u001b\[32mCONFORMS: .* Exit code 0\.\u001b\[39m\u001b\[22m$/);
    expect(last(1)).to.match(/^\u001b\[1m\u001b\[31mBREACH: .* Exit code 1\.\u001b\[39m\u001b\[22m$/);
    expect(last(2)).to.match(/^\u001b\[33mNOT JUDGED: .* Exit code 2\.\u001b\[39m$/);
    expect(last(3)).to.match(/^\u001b\[1m\u001b\[35mSUITE AT FAULT: .* Exit code 3\.\u001b\[39m\u001b\[22m$/);
  });

  it('shows control characters as text, and no colour where none is wanted', () => {
    const evil = '\u001b[2J\r\n\u0000\u202e';
    const run = sampleRun(
      [
        { ...REFUSED, id: evil, verdict: 'breach' },
        { ...UNVERIFIED, obstacle: evil },
      ],
      {
        target: evil,
        runId: evil,
        problems: [{ kind: 'suite', name: evil, sentence: evil }],
        drift: [
          { drift: { kind: 'undeclared member', status: 200, path: evil }, firstSeenIn: evil, times: 1 },
        ],
      },
    );
    expect(plain(run, 1).join('')).not.to.match(/\p{Cc}|\u202e/u);
  });
});
