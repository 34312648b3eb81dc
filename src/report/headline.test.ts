import { expect } from 'chai';
import { NO_USAGE } from '../model/usage.js';
import { headline } from './headline.js';
import { sampleRun, wrongStatus, type SampleCase } from '../../proof/testing/sample-run.js';

const PATHS = {
  page: 'reports/index.html',
  summary: 'reports/summary.md',
  junit: 'reports/junit.xml',
  json: 'reports/run.json',
};
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

const FOOT = [
  'used          1 234 requests (2 throttled), 2 browsers (2 released), 12.3 s',
  'reports       reports/index.html',
  '              reports/summary.md',
  '              reports/junit.xml',
  '              reports/run.json',
  '',
];

/** A case whose only finding is its status. */
function broken(id: string, status: number, statuses: readonly number[]): SampleCase {
  return { id, verdict: 'breach', ...wrongStatus(status, statuses) };
}

/** The same, where only an overly literal reading forbids it. */
function noted(id: string, status: number, statuses: readonly number[]): SampleCase {
  const { findings, ...rest } = wrongStatus(status, statuses);
  return { id, verdict: 'note', ...rest, findings: findings.map((one) => ({ ...one, severity: 'note' })) };
}

function plain(
  ...[run, exitCode]: [Parameters<typeof headline>[0], Parameters<typeof headline>[2]]
): string[] {
  return headline(run, PATHS, exitCode, false).split('\n');
}

describe('the headline', () => {
  /** The screen begins and ends with the verdict. */
  const screen = (verdict: string, ...facts: readonly string[]): string[] => [verdict, '', ...facts, verdict];

  it('of a green run', () => {
    expect(plain(sampleRun([ACCEPTED, REFUSED], { declaredStatuses: [200, 400] }), 0)).to.deep.equal(
      screen('CONFORMS: 2 of 2 cases passed on the embedded reference server. Exit code 0.', ...FOOT),
    );
  });

  it('of a green run in which a status was never seen and a case only observed', () => {
    expect(plain(sampleRun([ACCEPTED, REFUSED, OBSERVED]), 0)).to.deep.equal(
      screen(
        'CONFORMS: 2 of 3 cases passed on the embedded reference server, 1 only observed. Statuses not verified: 403. Exit code 0.',
        'not verified  403 (no selected case expects it)',
        ...FOOT,
      ),
    );
  });

  it('of a green run with a case that could not be verified', () => {
    expect(plain(sampleRun([ACCEPTED, REFUSED, UNVERIFIED]), 0)).to.deep.equal(
      screen(
        'CONFORMS as far as verified: 2 of 3 cases passed on the embedded reference server, 1 not verified. Exit code 0.',
        'not verified  403 (KERNEL_API_KEY_RESTRICTED is not set)',
        ...FOOT,
      ),
    );
  });

  it('of a green run in which cases are for a person to look at: first those that did not run', () => {
    const gone = 'the document no longer has profile in the request body';
    const left: SampleCase = {
      ...{ id: 'l', verdict: 'not verified', needsPerson: gone, obstacle: `needs a person: ${gone}` },
    };
    const run = sampleRun(
      [
        { ...ACCEPTED, needsPerson: 'the sentence has changed' },
        { ...REFUSED, needsPerson: 'the sentence has changed' },
        left,
      ],
      { declaredStatuses: [200, 400] },
    );
    const result = run.results.get('l');
    const results = new Map(run.results);
    if (result !== undefined) results.set('l', { ...result, exchanges: [] });
    expect(plain({ ...run, results }, 0)).to.deep.equal(
      screen(
        'CONFORMS as far as verified: 2 of 3 cases passed on the embedded reference server, 1 not verified, 3 to review. Exit code 0.',
        'to review     3 cases rest on something that this document no longer says, or',
        '              says differently:',
        '              1 case, not run: the document no longer has profile in the request',
        '              body',
        '              2 cases: the sentence has changed',
        ...FOOT,
      ),
    );
  });

  it('of a green run with a case that is embedded only, which nothing requires', () => {
    const run = sampleRun([ACCEPTED, { ...UNVERIFIED, optional: true }], {
      requireAll: true,
      declaredStatuses: [200],
    });
    expect(plain(run, 0)[0]).to.equal(
      'CONFORMS: 1 of 1 case passed on the embedded reference server, 1 embedded only. Exit code 0.',
    );
  });

  it('of a breach, with its causes, most dangerous first, and a browser left behind', () => {
    const run = sampleRun(
      [
        ...['b', 'g', 'h'].map((id) => broken(id, 200, [400])),
        broken('e', 500, [400]),
        noted('f', 400, [200]),
        UNVERIFIED,
      ],
      { browsers: { created: 3, released: 2, heldAtMost: 2 }, ms: 133_400, declaredStatuses: [] },
    );
    expect(plain(run, 1)).to.deep.equal(
      screen(
        'BREACH: the embedded reference server broke the contract in 4 cases: 2 causes. Also: 1 case was not verified. Exit code 1.',
        'causes        1 × status/500-for-400 (e)',
        '              3 × status/200-for-400/viewport.width.minimum (b, g, h; first b)',
        'notes         1 × note/viewport.width.minimum (f)',
        'not verified  1 case: KERNEL_API_KEY_RESTRICTED is not set',
        'LEFT BEHIND   1 BROWSER NOT RELEASED: PAID FOR UNTIL RELEASED OR TIMED OUT.',
        'used          1 234 requests (2 throttled), 3 browsers (2 released), 2 min 13 s',
        ...FOOT.slice(1),
      ),
    );
  });

  it('of known deviations, with the next to expire, and of those that are out of date', () => {
    const entry = { reason: 'later', issue: 'API-1', owner: 'team' };
    const KNOWN = { ...entry, cause: 'status/200-for-400/viewport.*', cases: 1, until: '2026-03-01' };
    const OLD = { ...entry, cause: 'content-type/400/text-plain', cases: ['a'], until: '2026-02-01' };
    const known: SampleCase = {
      ...broken('b', 200, [400]),
      verdict: 'known',
      known: ['status/200-for-400/viewport.width.minimum'],
    };
    const run = sampleRun([ACCEPTED, known], { declaredStatuses: [200], deviations: [KNOWN] });
    expect(plain(run, 0).slice(0, 4)).to.deep.equal([
      'CONFORMS but for known deviations: 1 of 2 cases passed on the embedded reference server, 1 known to deviate. Exit code 0.',
      '',
      'known         1 known deviation in 1 case; the next to expire:',
      '              status/200-for-400/viewport.* on 2026-03-01 (team, API-1)',
    ]);
    const stale = sampleRun([ACCEPTED, known], { declaredStatuses: [200], deviations: [KNOWN, OLD] });
    expect(plain(stale, 1)).to.include.members([
      'KNOWN DEVIATIONS OUT OF DATE: 1 of 2 for the embedded reference server. Exit code 1.',
      'deviations    content-type/400/text-plain no longer occurs: remove its entry.',
    ]);
  });

  it('of a run that was blocked', () => {
    const sentence =
      'The target does not accept the key in KERNEL_API_KEY: it answers 401. Copy a valid key from the dashboard.';
    const run = sampleRun(
      [ACCEPTED, { ...REFUSED, verdict: 'blocked', obstacle: 'No browser could be created.' }],
      { problems: [{ kind: 'blocked', name: 'preflight', sentence }], declaredStatuses: [200, 400] },
    );
    expect(plain(run, 2)).to.deep.equal(
      screen(
        'NOT JUDGED: The target does not accept the key in KERNEL_API_KEY; 1 case could not be judged on the embedded reference server. Exit code 2.',
        'not judged    1 case: No browser could be created',
        'not verified  400 (No browser could be created)',
        'problems      preflight: The target does not accept the key in KERNEL_API_KEY:',
        '              it answers 401. Copy a valid key from the dashboard.',
        ...FOOT,
      ),
    );
  });

  it('of a run that a problem stopped, in one line that is not too long and names the target once', () => {
    const target = 'https://api.example.com';
    const lineOf = (sentence: string, cases: readonly SampleCase[] = [{ id: 'x' }, { id: 'y' }]) =>
      plain(sampleRun(cases, { target, problems: [{ kind: 'blocked', name: 'preflight', sentence }] }), 2)[0];
    expect(lineOf(`${target}/browsers refused KERNEL_API_KEY with 401: give a valid key. Soon.`)).to.equal(
      `NOT JUDGED: ${target}/browsers refused KERNEL_API_KEY with 401; 2 cases never ran. Exit code 2.`,
    );
    expect(lineOf('The run was interrupted by SIGINT; the cases left were not tried.')).to.equal(
      `NOT JUDGED: The run was interrupted by SIGINT; 2 cases never ran on ${target}. Exit code 2.`,
    );
    expect(lineOf('CONTRACT_MAX_MINUTES is 0.5, and the run has no time left.', [ACCEPTED])).to.equal(
      `NOT JUDGED: CONTRACT_MAX_MINUTES is 0.5, and the run has no time left on ${target}. Exit code 2.`,
    );
    expect(lineOf('x'.repeat(5000))?.length).to.be.below(300);
  });

  it('of cases that were refused in different words, which are one reason', () => {
    const refused = (id: string, words: string): SampleCase => ({
      id,
      verdict: 'blocked',
      obstacle: `creating a browser was answered with 500; the server says: "${words}"`,
    });
    const run = sampleRun([refused('a', 'error 12'), refused('b', 'error; the server says: "13"')]);
    expect(plain(run, 2).join('\n').replace(/\s+/g, ' ')).to.contain(
      'not judged 2 cases: creating a browser was answered with 500; the server says: "error 12"',
    );
  });

  it('of a suite error, with a plain Mocha test that failed besides', () => {
    const run = sampleRun(
      [
        { ...ACCEPTED, verdict: 'breach' },
        { ...REFUSED, verdict: 'suite error', obstacle: 'The body fits the schema.' },
      ],
      {
        problems: [{ kind: 'suite', name: 'specs', sentence: 'A spec could not be loaded.' }],
        declaredStatuses: [],
      },
    );
    expect(plain(run, 3)).to.deep.equal(
      screen(
        'SUITE AT FAULT: 1 case met a suite error on the embedded reference server, and the run met 1 problem of its own. Also: 1 breach. Exit code 3.',
        'failed        a',
        'not judged    1 case: The body fits the schema',
        'problems      specs: A spec could not be loaded.',
        ...FOOT,
      ),
    );
  });

  it('of a run that ended before its cases', () => {
    expect(plain(sampleRun([{ id: 'a' }, { id: 'b' }], { declaredStatuses: [200] }), 2)).to.deep.equal(
      screen(
        'NOT JUDGED: 2 cases never ran on the embedded reference server. Exit code 2.',
        'not verified  200 (no case that ran expects it, and 2 cases never ran)',
        ...FOOT,
      ),
    );
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
      headline(
        sampleRun([exitCode === 1 ? { ...ACCEPTED, verdict: 'breach' } : ACCEPTED]),
        PATHS,
        exitCode,
        true,
      )
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

  it('says what the browsers may have cost, and through which proxy they were asked for', () => {
    const perSecond = { headless: 0.01, headful: 0.1, GPU: 1 };
    const run = sampleRun([], {
      usage: { ...NO_USAGE, seconds: { headless: 120.2, headful: 3, GPU: 0 } },
      prices: { perSecond, source: 'a test', date: '2026-01-01' },
      through: 'proxy.example.com:3128',
    });
    const text = headline(run, { junit: 'j', json: 'r', page: 'r', summary: 'r' }, 0, false).replaceAll(
      /\n {14}/g,
      ' ',
    );
    expect(text).to.contain(
      'browser-seconds: 121 headless, 3 headful (at most $1.50), through the proxy at proxy.example.com:3128',
    );
  });
});
