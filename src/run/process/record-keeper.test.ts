import { expect } from 'chai';
import type { Drift } from '../../model/drift.js';
import type { Exchange } from '../../model/exchange.js';
import type { RunEvent } from '../../model/events.js';
import { createRecordKeeper } from './record-keeper.js';
import type { CaseResult, InventoryCase, RunRecord } from '../../model/run-record.js';

const META = {
  runId: 'run1',
  suiteVersion: '0.1.0',
  target: 'embedded reference server',
  environment: 'reference-server',
  isEmbedded: true,
  document: { file: 'made.yaml', hash: 'abc' },
  declaredStatuses: [200, 400],
  startedAt: new Date().toISOString(),
  requireAll: false,
  deviations: [],
} as const;

function undeclared(path: string): Drift {
  return { kind: 'undeclared member', status: 200, path };
}

function exchange(throttled = 0): Exchange {
  return {
    purpose: 'asserted',
    request: { method: 'PATCH', path: '/', headers: {} },
    at: '',
    ms: 1,
    throttled,
  };
}

function result(id: string, verdict: CaseResult['verdict'], exchanges: readonly Exchange[] = []): RunEvent {
  return {
    type: 'result',
    result: { id, verdict, findings: [], exchanges, ms: 1 },
  };
}

function keptFrom(...events: readonly RunEvent[]): RunRecord {
  const keeper = createRecordKeeper(META);
  for (const event of events) keeper.apply(event);
  return keeper.record();
}

describe('the record of a run', () => {
  it('knows what was fixed at the start, and that nothing has happened yet', () => {
    const before = performance.now();
    const record = keptFrom();
    expect(record).to.deep.include(META);
    expect(record).to.deep.include({
      finished: false,
      inventory: [],
      problems: [],
      drift: [],
      housekeeping: [],
    });
    expect(record.results.size).to.equal(0);
    expect(record.ms).to.be.within(0, Math.ceil(performance.now() - before));
  });

  it('keeps the inventory, problems and results by id, and knows the end', () => {
    const testCase: InventoryCase = {
      id: 'a',
      group: 'g',
      sentence: 's',
      intent: 'accept',
      clause: { pointer: '#', text: '' },
      subject: 's',
      statuses: [200],
      isReadBack: true,
    };
    const problem = { kind: 'suite', name: 'specs', sentence: 'A spec does not load.' } as const;
    const record = keptFrom(
      { type: 'inventory', cases: [testCase], isWhole: true },
      { type: 'problem', problem },
      result('a', 'pass'),
      result('b', 'breach'),
      { type: 'end' },
    );
    expect(record.inventory).to.deep.equal([testCase]);
    expect(record.problems).to.deep.equal([problem]);
    expect([...record.results].map(([id, { verdict }]) => [id, verdict])).to.deep.equal([
      ['a', 'pass'],
      ['b', 'breach'],
    ]);
    expect(record.finished).to.equal(true);
  });

  it('lists each drift once, with the case that showed it first and how often it showed', () => {
    const record = keptFrom(
      { type: 'drift', drift: undeclared('dpi'), caseId: 'a' },
      { type: 'drift', drift: undeclared('region'), caseId: 'b' },
      { type: 'drift', drift: undeclared('dpi'), caseId: 'c' },
    );
    expect(record.drift).to.deep.equal([
      { drift: undeclared('dpi'), firstSeenIn: 'a', times: 2 },
      { drift: undeclared('region'), firstSeenIn: 'b', times: 1 },
    ]);
  });

  it('counts browsers, and how many were held at once', () => {
    const created: RunEvent = { type: 'browser', change: 'created' };
    const released: RunEvent = { type: 'browser', change: 'released' };
    const record = keptFrom(created, created, released, created, released, released);
    expect(record.browsers).to.deep.equal({ created: 3, released: 3, heldAtMost: 2 });
  });

  it('counts requests as they are sent, and not by the exchanges that it keeps', () => {
    const sent: RunEvent = { type: 'request', change: 'sent' };
    const record = keptFrom(
      { type: 'exchange', exchange: exchange(1) },
      ...([sent, { type: 'request', change: 'throttled' }, sent] as const),
      result('a', 'pass', [exchange(), exchange(2)]),
    );
    expect(record.requests).to.deep.equal({ sent: 2, throttled: 1 });
    expect(record.housekeeping).to.deep.equal([exchange(1)]);
  });

  it('keeps the longest lag', () => {
    expect(
      keptFrom({ type: 'lag', ms: 3 }, { type: 'lag', ms: 9 }, { type: 'lag', ms: 5 }).longestLagMs,
    ).to.equal(9);
  });

  it('lets no later result take a breach away', () => {
    const { results } = keptFrom(result('a', 'breach'), result('a', 'pass'));
    expect(results.get('a')?.verdict).to.equal('breach');
  });
});
