import { expect } from 'chai';
import { wrongStatus, sampleExchange, sampleRun } from '../../proof/testing/sample-run.js';
import { pastRun } from '../../proof/testing/past-runs.js';
import { latencyOf } from '../model/run-summary.js';
import { runReport } from './run-json.js';
import { summaryOf } from './summary.js';

const error = (status: number, code: string) =>
  sampleExchange({ response: { status, text: JSON.stringify({ code, message: 'No.' }) }, ms: 40 });

describe('the summary of a run', () => {
  it('is the same of a record and of the run.json that was written of it', () => {
    const past = pastRun();
    expect(summaryOf(past)).to.include({
      runId: 'run-7',
      exitCode: 1,
      isWhole: true,
      browsers: 2,
      requests: 1234,
    });
    expect(summaryOf(past).causes.map(({ cases }) => cases)).to.deep.equal(
      past.causes.map(({ cases }) => cases.length),
    );
    expect(Object.keys(summaryOf(past).cases)).to.have.members(past.results.map(({ id }) => id));
  });

  it('has the answer where the document leaves a choice, and the code of each error', () => {
    const run = sampleRun([
      { id: 'profile/open', verdict: 'pass', statuses: [400, 404], intent: 'refuse' },
      { id: 'profile/seen', verdict: 'pass', statuses: [200], intent: 'observe' },
      { id: 'profile/fixed', verdict: 'pass', statuses: [400], intent: 'refuse' },
      { id: 'never' },
    ]);
    const answered = new Map(run.results);
    for (const [id, status] of [
      ['profile/open', 404],
      ['profile/seen', 200],
      ['profile/fixed', 400],
    ] as const) {
      const result = run.results.get(id);
      if (result !== undefined) answered.set(id, { ...result, exchanges: [error(status, 'x'.repeat(200))] });
    }
    const { cases, latency } = summaryOf(runReport({ ...run, results: answered }, 0));
    expect(cases['profile/open']).to.deep.include({ outcome: 'pass', status: 404 });
    expect(cases['profile/open']?.code).to.have.length.below(110);
    expect(cases['profile/seen']).to.deep.equal({ outcome: 'pass', status: 200 });
    expect(cases['profile/fixed']).to.not.have.property('status');
    expect(cases.never).to.deep.equal({ outcome: 'never ran' });
    expect(latency).to.deep.equal({ viewport: { count: 3, p50: 40, p95: 40, max: 40 } });
  });

  it('says which causes a case showed, and that a second try did not show them', () => {
    const breach = { id: 'a', verdict: 'breach', ...wrongStatus(500, [200]) } as const;
    const run = sampleRun([breach]);
    const result = run.results.get('a');
    if (result === undefined) throw new Error('The case has no result.');
    const results = new Map([['a', { ...result, reproduced: '1 of 2' } as const]]);
    const { cases } = summaryOf(runReport({ ...run, results }, 1));
    expect(cases.a).to.include({ outcome: 'breach', isUnsteady: true });
    expect(cases.a?.causes).to.have.lengthOf(1);
  });

  it('has percentiles that were measured', () => {
    const durations = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(latencyOf(durations)).to.deep.equal({ count: 100, p50: 50, p95: 95, max: 100 });
    expect(latencyOf([7])).to.deep.equal({ count: 1, p50: 7, p95: 7, max: 7 });
    expect(latencyOf([])).to.equal(undefined);
  });
});
