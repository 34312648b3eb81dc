import { expect } from 'chai';
import { PAST_CASES, pastRun } from '../../proof/testing/past-runs.js';
import { sampleExchange } from '../../proof/testing/sample-run.js';
import { DOCUMENT } from '../../proof/testing/test-client.js';
import { loadDocument } from '../contract/load-document.js';
import { kindOfCause } from '../model/cause-kind.js';
import { bugReport, type Bug } from './bug-report.js';
import { pastClause } from './past-clause.js';
import type { PastRun } from './past-run.js';

const CAUSE = 'status/200-for-400/viewport.width.minimum';

describe('the report of a bug', () => {
  const document = loadDocument(DOCUMENT);
  const bug = (changes: Partial<Bug> = {}, run: PastRun = pastRun(), id = CAUSE): Bug => {
    const cause = run.causes.find((one) => one.id === id);
    const kind = kindOfCause(id, () => true);
    if (cause === undefined || kind === undefined) throw new Error('The run has no such cause.');
    const now = '2026-01-07T00:00:00.000Z';
    const clause = pastClause(run, cause);
    return { run, cause, kind, clause, document, since: undefined, now, ...changes };
  };
  const withExample = (change: Partial<PastRun['results'][number]>): PastRun => {
    const run = pastRun();
    const results = run.results.map((one) => (one.id === PAST_CASES[0]?.id ? { ...one, ...change } : one));
    return { ...run, results };
  };

  it('says what is promised, what happens, how to see it and since when', () => {
    const first = { runId: '20260102-030405-aaaaaa', startedAt: '2026-01-02T00:00:00.000Z' };
    const exchange = sampleExchange({
      request: { body: '{"viewport":{"width":319}}' },
      response: { headers: { 'x-request-id': 'req-42' }, text: '{"message":"```\\n# a"}' },
    });
    const run = withExample({ exchanges: [exchange], reproduced: '2 of 2' });
    const text = bugReport(bug({ since: { first, runs: 5, showed: 4 } }, run));
    for (const part of [
      /^# PATCH \/browsers\/\{id\}: a sentence: status 200, expected 400$/m,
      /^## What the contract says\n\n> /m,
      /^ {4}> authorization: Bearer \$KERNEL_API_KEY$/m,
      /^````http\n {2}asserted: PATCH \/browsers\//m,
      /^`\$ID` is .*`npm run case -- viewport\.width\/minimum\/below --target \S+ --keep` holds one/m,
      /^curl -i -X PATCH "https:\/\/api\.example\.com\/browsers\/\$ID" .*"width":319/m,
      /^npm run case -- viewport\.width\/minimum\/below --target https:\/\/api\.example\.com$/m,
      /^- request id: `req-42`$/m,
      /^- reproduced: in 2 of 2 tries/m,
      /^- first seen: 5 days ago, in the run `20260102-030405-aaaaaa`; in 4 of 5 runs since$/m,
      /^- 2 cases: `viewport\.width\/minimum\/below`, `viewport\.width\/minimum\/zero`$/m,
    ]) {
      expect(text).to.match(part);
    }
  });

  it('says what is not known', () => {
    const text = bugReport(bug());
    expect(text).to.contain('- request id: the answer names none');
    expect(text).to.contain('- reproduced: not tried again');
    expect(text).to.contain('- first seen: the history does not know it');
    expect(bugReport(bug({}, withExample({ exchanges: [] })))).to.contain('- sent: not recorded');
  });

  it('shows the read beside the request where the read shows the cause', () => {
    const exchanges = [
      sampleExchange({}),
      sampleExchange({ purpose: 'read', request: { method: 'GET' }, response: { text: '{"a":1}' } }),
    ];
    const findings = [{ severity: 'breach', cause: CAUSE, because: 'b', exchange: 1 }] as const;
    const text = bugReport(bug({}, withExample({ exchanges, findings })));
    expect(text).to.contain('asserted: PATCH').and.to.contain('read: GET');
  });
});
