import { expect } from 'chai';
import { isObject, valueAt, type Json } from '../model/json.js';
import { againOf } from './again.js';
import { caseBlock } from './case-block.js';
import { reasonOf } from './reason-of.js';
import { runJson } from './run-json.js';
import { sampleExchange, sampleRun } from '../../proof/testing/sample-run.js';

function parsed(text: string): Json {
  const value: unknown = JSON.parse(text);
  if (!isObject(value)) throw new Error('The report is no JSON object.');
  return value;
}

const CASES = [
  { id: 'b', verdict: 'pass', intent: 'observe', group: 'g', sentence: 's' },
  { id: 'never' },
  { id: 'a', verdict: 'breach', obstacle: 'It broke: \u0000\ud800', answered: 500 },
] as const;

describe('the run as JSON', () => {
  it('gives back what the record holds', () => {
    const drift = [
      { drift: { kind: 'undeclared member', status: 200, path: 'dpi' }, firstSeenIn: 'a', times: 3 },
    ] as const;
    const problems = [{ kind: 'blocked', name: 'preflight', sentence: 'No.' }] as const;
    const housekeeping = [sampleExchange({ purpose: 'preflight', response: 'none', failure: 'Refused.' })];
    const run = sampleRun(CASES, { drift, problems, housekeeping, longestLagMs: 7 });
    const report = parsed(runJson(run, 1));
    expect(report).to.deep.include({
      format: 2,
      runId: run.runId,
      suiteVersion: run.suiteVersion,
      target: run.target,
      document: run.document,
      startedAt: run.startedAt,
      ms: run.ms,
      finished: true,
      requireAll: false,
      exitCode: 1,
      declaredStatuses: [200, 400, 403],
      browsers: run.browsers,
      requests: run.requests,
      longestLagMs: 7,
      drift: [{ what: '200 body dpi', firstSeenIn: 'a', times: 3 }],
      problems,
      housekeeping,
    });
    const results = valueAt(report, ['results']);
    expect(results).to.deep.equal(
      run.inventory.map((listed) => {
        const { id, group, sentence, intent, clause, statuses } = listed;
        const nothing = { reason: '', expected: [], ms: 0, findings: [], exchanges: [], block: '' };
        const result = run.results.get(id);
        if (result === undefined) {
          return { id, group, sentence, intent, clause, verdict: 'never ran', ...nothing };
        }
        const { verdict, ms, exchanges } = result;
        const reason = reasonOf(result, intent);
        const block = caseBlock(listed, result, againOf(run, id));
        const judged = { verdict, reason, expected: statuses, ms, findings: [], exchanges, block };
        return { id, group, sentence, intent, clause, ...judged };
      }),
    );
  });

  it('holds every case in the order of the inventory, also those that never ran', () => {
    const report = parsed(runJson(sampleRun(CASES), 0));
    const listed = [0, 1, 2].map((row) =>
      ['id', 'verdict'].map((name) => valueAt(report, ['results', row, name])),
    );
    expect(listed).to.deep.equal([
      ['b', 'pass'],
      ['never', 'never ran'],
      ['a', 'breach'],
    ]);
    expect(valueAt(report, ['counts', 'never ran'])).to.equal(1);
  });

  it('writes the same text whatever the order in which a server sent its headers', () => {
    const written = (headers: Record<string, string>) =>
      runJson(sampleRun(CASES, { housekeeping: [sampleExchange({ response: { headers } })] }), 0);
    expect(written({ b: '2', a: '1' })).to.equal(written({ a: '1', b: '2' }));
  });

  it('has no exit code while the run has none', () => {
    expect(valueAt(parsed(runJson(sampleRun([]))), ['exitCode'])).to.equal(null);
  });

  it('cuts bodies longer than 16 384 characters and says how long they were', () => {
    const body = 'x'.repeat(16_384);
    const housekeeping = [sampleExchange({ request: { body }, response: { text: `${body}y` } })];
    const report = parsed(runJson(sampleRun([], { housekeeping }), 0));
    expect(valueAt(report, ['housekeeping', 0, 'request', 'body'])).to.equal(body);
    expect(valueAt(report, ['housekeeping', 0, 'response', 'text'])).to.equal(`${body}… (16 385 characters)`);
  });

  it('keeps a response body once, as text', () => {
    const housekeeping = [sampleExchange({ response: { text: '{"a":1}', json: { a: 1 } } })];
    const report = parsed(runJson(sampleRun([], { housekeeping }), 0));
    expect(valueAt(report, ['housekeeping', 0, 'response', 'text'])).to.equal('{"a":1}');
    expect(valueAt(report, ['housekeeping', 0, 'response', 'json'])).to.equal(undefined);
  });
});
