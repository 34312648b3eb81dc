import { expect } from 'chai';
import { parseEvent, type JournalEvent } from './journal.js';

describe('a line of the journal', () => {
  const events: readonly JournalEvent[] = [
    { type: 'inventory', cases: [] },
    {
      type: 'problem',
      problem: { kind: 'blocked', name: 'preflight', sentence: 'The API does not answer.' },
    },
    { type: 'drift', what: '200 body viewport.dpi', caseId: 'a\nb "c"' },
    { type: 'lag', ms: 12 },
    { type: 'browser', change: 'created' },
    { type: 'end' },
  ];
  for (const event of events) {
    it(`is read as it was written: ${event.type}`, () => {
      expect(parseEvent(JSON.stringify(event))).to.deep.equal(event);
    });
  }

  it('is nothing when it was cut off, at any place', () => {
    for (const event of events) {
      const line = JSON.stringify(event);
      for (const length of Array(line.length).keys()) {
        expect(parseEvent(line.slice(0, length)), line.slice(0, length)).to.equal(undefined);
      }
    }
  });

  for (const line of [
    '',
    ' ',
    'null',
    '1',
    '"end"',
    '[]',
    '{}',
    '{"type":1}',
    '{"kind":"end"}',
    'warning: x',
  ]) {
    it(`is nothing when it holds no event: ${JSON.stringify(line)}`, () => {
      expect(parseEvent(line)).to.equal(undefined);
    });
  }
});
