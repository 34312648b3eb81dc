import { serialize } from 'node:v8';
import { expect } from 'chai';
import type { RunEvent } from '../../model/events.js';
import type { Finding } from '../../model/finding.js';
import { answered } from '../../../proof/testing/answers.js';
import { eventLine, parseEvent } from './journal.js';

describe('a line of the journal', () => {
  const events: readonly RunEvent[] = [
    { type: 'inventory', cases: [], isWhole: true },
    {
      type: 'problem',
      problem: { kind: 'blocked', name: 'preflight', sentence: 'The API does not answer.' },
    },
    { type: 'drift', drift: { kind: 'undeclared member', status: 200, path: 'dpi' }, caseId: 'a\nb "c"' },
    { type: 'lag', ms: 12 },
    { type: 'browser', change: 'created' },
    { type: 'request', change: 'sent' },
    { type: 'end' },
  ];
  for (const event of events) {
    it(`is read as it was written: ${event.type}`, () => {
      expect(parseEvent(eventLine(event))).to.deep.equal(event);
    });
  }

  it('is nothing when it was cut off, at any place', () => {
    for (const event of events) {
      const line = eventLine(event).trimEnd();
      for (const length of Array(line.length - 4).keys()) {
        expect(parseEvent(line.slice(0, length)), `${event.type}, ${length} of ${line.length}`).to.equal(
          undefined,
        );
      }
    }
  });

  it('keeps a finding with its exchange, and values that JSON does not know', () => {
    const exchange = answered(200, {});
    const details = { path: 'a', value: undefined, allowed: [Infinity, undefined] };
    const finding: Finding = { check: 'echo', severity: 'breach', clause: '#', exchange, details };
    const result = { id: 'a', verdict: 'breach', findings: [finding], exchanges: [exchange], ms: 1 } as const;
    const read = parseEvent(eventLine({ type: 'result', result }));
    expect(read).to.deep.equal({ type: 'result', result });
    if (read?.type === 'result') expect(read.result.findings[0]?.exchange).to.equal(read.result.exchanges[0]);
  });

  for (const value of [null, 1, 'end', [], {}, { type: 1 }, { kind: 'end' }]) {
    it(`is nothing when it holds no event: ${JSON.stringify(value)}`, () => {
      expect(parseEvent(serialize(value).toString('base64'))).to.equal(undefined);
    });
  }

  for (const line of ['', ' ', 'warning: x', '{"type":"end"}']) {
    it(`is nothing when it is another text: ${JSON.stringify(line)}`, () => {
      expect(parseEvent(line)).to.equal(undefined);
    });
  }
});
