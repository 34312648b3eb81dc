import { expect } from 'chai';
import type { KnownDeviation } from '../model/known-deviation.js';
import { jobSummary } from './job-summary.js';
import { sinceGreen } from './since-green.js';
import { sampleExchange, sampleRun, wrongStatus, type SampleCase } from '../../proof/testing/sample-run.js';
import { PASS, sampleSummary, showing } from '../../proof/testing/sample-summaries.js';

const NOW = '2026-01-14T00:00:00.000Z';
const HELD: SampleCase = { id: 'a', verdict: 'pass', statuses: [200] };

function deviation(number: number, text = 'API-1'): KnownDeviation {
  return {
    ...{ cause: `echo/member-${number}`, cases: ['a'], reason: text, issue: text, owner: text },
    until: '2027-01-01',
  };
}

/** Cases with a cause each, whose texts an API chose. */
function broken(count: number, text: string): SampleCase[] {
  const exchange = sampleExchange({ response: { status: 400, text } });
  return Array.from({ length: count }, (_, index) => ({
    ...{
      id: `case/${index}`,
      subject: `subject-${index}${text}`,
      sentence: text,
      verdict: 'breach' as const,
    },
    findings: [
      {
        ...({ check: 'json', severity: 'breach', clause: `#/paths/${text}`, exchange } as const),
        details: { status: 200, problem: text, isEmpty: false },
      },
      {
        ...({ check: 'status-expected', severity: 'breach', clause: `#/paths/${text}`, exchange } as const),
        details: { status: 400, expected: [200] },
      },
    ],
  }));
}

describe('the summary of a job', () => {
  it('of a green run has the verdict, what changed, what was not verified, and what was used', () => {
    const since = 'Since the green run of 2 days ago: no change.';
    expect(jobSummary(sampleRun([HELD]), 0, since).split('\n')).to.deep.equal([
      '## Contract of `PATCH /browsers/{id}`',
      '',
      '**CONFORMS: 1 of 1 case passed on the embedded reference server. Statuses not verified: 400, 403. Exit code 0.**',
      '',
      since,
      '',
      '- not verified: 400, 403 (no selected case expects them)',
      '- used: 1 234 requests (2 throttled), 2 browsers (2 released), 12.3 s',
      '',
    ]);
  });

  it('of a green run fits one screen, however much is known and not verified', () => {
    const open = Array.from({ length: 40 }, (_, index): SampleCase => {
      return { id: `n${index}`, verdict: 'not verified', obstacle: `Reason ${index}.` };
    });
    const deviations = Array.from({ length: 200 }, (_, index) => deviation(index));
    const text = jobSummary(sampleRun([HELD, ...open], { deviations }), 0, 'Since.');
    expect(text.split('\n').length).to.be.below(40);
    expect(text).to.contain('and 190 more');
  });

  it('of a red run has one table of causes, at most 25 of them', () => {
    const [first = HELD] = broken(1, '');
    const one = jobSummary(
      sampleRun([{ ...first, sentence: 'a width', ...wrongStatus(200, [400]) }]),
      1,
      undefined,
    );
    expect(one).to.contain(
      [
        '| cause | cases | what happens | clause |',
        '| --- | --- | --- | --- |',
        '| `status/200-for-400/subject-0` | 1 | a width: status 200, expected 400 | `Viewport` |',
        '',
      ].join('\n'),
    );
    expect(one)
      .to.match(/^sent +PATCH \/browsers\/\S+$/m)
      .and.to.match(/^again +npm run case -- \S+ --target embedded$/m);
    const many = jobSummary(sampleRun(broken(200, '')), 1, undefined);
    expect(many.match(/^\| `/gm)).to.have.length(25);
    expect(many).to.match(/^and \d+ more$/m);
    expect(many).to.match(/^\d+ more causes: the page `index\.html` shows the exchanges of each/m);
    expect(one)
      .to.match(/^\*\*What to do:\*\* .*npm run report-bug -- status\/200-for-400\/subject-0`/m)
      .and.not.to.contain('more cause');
  });

  it('of a strict run names what is not declared, and of one that was not judged says so', () => {
    const drift = [
      { drift: { kind: 'undeclared member', status: 200, path: 'region' }, firstSeenIn: 'a', times: 3 },
    ] as const;
    const strict = jobSummary(sampleRun([HELD], { strict: true, drift }), 1, undefined);
    expect(strict)
      .to.match(/^\*\*What to do:\*\* declare /m)
      .and.to.match(/^- not declared: 200 body region$/m);
    const blocked = jobSummary(sampleRun([{ ...HELD, verdict: 'blocked' }]), 2, undefined);
    expect(blocked).to.match(/^\*\*What to do:\*\* this says nothing about the API/m);
    expect(jobSummary(sampleRun([HELD]), 0, undefined)).not.to.contain('What to do');
  });

  it('stays far below 1 MiB, and on lines of its own, whatever an API sends', () => {
    const text = '\u0000|\n<img src=x>![a](https://evil.example/p.png)`**_'.repeat(200);
    const problems = Array.from({ length: 300 }, () => ({
      kind: 'blocked' as const,
      name: text,
      sentence: text,
    }));
    const deviations = Array.from({ length: 300 }, (_, index) => deviation(index, text));
    const leaks = Array.from({ length: 300 }, (_, index) => {
      return { kind: 'browser', id: `${index}${text}`, runId: text, why: text } as const;
    });
    const run = sampleRun(broken(60, text), { target: text, problems, deviations, leaks });
    for (const code of [0, 1, 2, 3] as const) {
      const summary = jobSummary(run, code, text);
      expect(Buffer.byteLength(summary)).to.be.below(512 * 1024);
      const block = /^```text\n(?:(?:case|sent|got|then|again) [^\n]*\n)+```$/gm;
      expect(summary.match(block)).to.have.length(3);
      const outsideBlocks = summary.replaceAll(block, '');
      const outsideCode = outsideBlocks.replaceAll(/(?<!\\)`[^`\n]*`/g, '');
      expect(outsideCode).not.to.match(/(?<!\\)[<[]|(?<!\\)!(?!\n)|\u0000/);
      for (const line of outsideBlocks.split('\n'))
        expect(line).to.match(/^(?:$|##? |The plainest case of `|\d+ more cause|\*\*|\| |- |and |\\\\)/);
    }
  });
});

describe('what changed since the last green run', () => {
  const after = sampleSummary({ runId: 'after', startedAt: NOW, ...showing({ 'echo/x': ['viewport/a'] }) });

  it('is a sentence', () => {
    const green = sampleSummary({ startedAt: '2026-01-12T00:00:00.000Z' });
    const red = sampleSummary({ runId: 'red', ...showing({ 'echo/x': ['viewport/a'] }) });
    expect(sinceGreen([green, red], after, NOW)).to.equal('Since the green run of 2 days ago: 1 new cause.');
  });

  it('is not known without a green whole run of that target that has a case of this one', () => {
    const others = [
      sampleSummary({ target: 'https://other.example.com' }),
      sampleSummary({ isWhole: false }),
      sampleSummary({ exitCode: 2 }),
    ];
    expect(sinceGreen(others, after, NOW)).to.equal(undefined);
    expect(sinceGreen([sampleSummary({ cases: { 'other/x': PASS } })], after, NOW)).to.equal(undefined);
  });
});
