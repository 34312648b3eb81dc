import { expect } from 'chai';
import type { SessionKind } from '../../model/session-kind.js';
import type { ContractCase } from '../../model/case.js';
import { createQueue, type Queue } from './queue.js';

const HEADLESS: SessionKind = { headless: true, stealth: false, recording: false };
const STEALTH: SessionKind = { ...HEADLESS, stealth: true };
const RECORDING: SessionKind = { ...HEADLESS, recording: true };

function someCase(id: string, members: Partial<ContractCase> = {}): ContractCase {
  return {
    id,
    group: '',
    source: 'hand',
    sentence: '',
    intent: 'accept',
    clause: { pointer: '#', text: '' },
    subject: 's',
    statuses: [200],
    target: 'held session',
    session: HEADLESS,
    start: {},
    procedure: 'single',
    credential: 'full key',
    claim: 'nothing',
    needs: [],
    ...members,
  };
}

function many(count: number, prefix: string, members: Partial<ContractCase> = {}): ContractCase[] {
  return [...Array(count).keys()].map((index) => someCase(`${prefix}${index}`, members));
}

/** A worker that holds nothing asks. */
function fresh(queue: Queue, worker: number): string | undefined {
  return queue.next(worker, undefined)?.id;
}

function holding(queue: Queue, worker: number, kind: SessionKind): string | undefined {
  return queue.next(worker, { kind, hasProfile: false })?.id;
}

/** Lets workers take turns, each keeping the kind of its last case, until none gets a case any more. */
function drained(cases: readonly ContractCase[], workers: number): string[][] {
  const queue = createQueue(cases);
  const taken = Array.from({ length: workers }, (): string[] => []);
  const held: SessionKind[] = [];
  const open = new Set(taken.keys());
  while (open.size > 0) {
    for (const worker of open) {
      const kind = held[worker];
      const testCase = queue.next(worker, kind === undefined ? undefined : { kind, hasProfile: false });
      if (testCase === undefined) open.delete(worker);
      else {
        taken[worker]?.push(testCase.id);
        if (testCase.target === 'held session') held[worker] = testCase.session;
      }
    }
  }
  return taken;
}

describe('the queue of cases', () => {
  const mixed = [
    ...many(30, 'h'),
    ...many(3, 's', { session: STEALTH }),
    ...many(2, 'r', { session: RECORDING }),
    ...many(4, 'alone', { target: 'unknown session' }),
    ...many(3, 'loaded', { start: { profile: 'loaded' } }),
    ...many(3, 'consuming', { start: { profile: 'none' }, body: { profile: { id: 'a' } } }),
    ...many(2, 'beside', { procedure: 'bystander' }),
    ...many(2, 'waits', { procedure: 'later' }),
  ];
  for (const workers of [1, 2, 3, 7]) {
    it(`gives every case once, to ${workers} worker(s)`, () => {
      expect(drained(mixed, workers).flat().sort()).to.deep.equal(mixed.map(({ id }) => id).sort());
    });
  }

  it('gives a case again that a worker gave back, before the others of its kind', () => {
    for (const [given, members] of [
      ['h0', {}],
      ['alone0', { target: 'unknown session' }],
      ['beside0', { procedure: 'bystander' }],
      ['waits0', { procedure: 'later' }],
    ] as const) {
      const cases = many(2, given.slice(0, -1), members);
      const queue = createQueue(cases);
      const [first] = cases;
      expect(fresh(queue, 0)).to.equal(given);
      if (first !== undefined) queue.giveBack(0, first);
      expect(fresh(queue, 1)).to.equal(given);
    }
  });

  it('begins with what leaves its session alone for a while, and keeps its worker with that kind', () => {
    const queue = createQueue([
      ...many(9, 'h'),
      ...many(9, 's', { session: STEALTH }),
      someCase('waits', { procedure: 'later' }),
    ]);
    expect(fresh(queue, 0)).to.equal('waits');
    expect(fresh(queue, 1), 'nobody serves that kind yet').to.equal('s0');
    expect(holding(queue, 0, HEADLESS)).to.equal('h0');
  });

  it('keeps a worker with the kind of session that it holds, as long as there are cases', () => {
    const queue = createQueue([...many(2, 's', { session: STEALTH }), ...many(2, 'h')]);
    expect(holding(queue, 0, HEADLESS)).to.equal('h0');
    expect(holding(queue, 0, HEADLESS)).to.equal('h1');
    expect(holding(queue, 0, HEADLESS)).to.equal('s0');
  });

  it('opens the kind that nobody serves, smallest first', () => {
    const cases = [
      ...many(9, 'h'),
      ...many(1, 'r', { session: RECORDING }),
      ...many(2, 's', { session: STEALTH }),
    ];
    const queue = createQueue(cases);
    expect([fresh(queue, 0), fresh(queue, 1), fresh(queue, 2)]).to.deep.equal(['r0', 's0', 'h0']);
  });

  it('has a worker join the fullest kind only where enough is left to be worth a session', () => {
    const plenty = createQueue(many(17, 'h'));
    expect([fresh(plenty, 0), fresh(plenty, 1)]).to.deep.equal(['h0', 'h1']);
    const few = createQueue([...many(8, 'h'), someCase('alone', { target: 'unknown session' })]);
    expect([fresh(few, 0), fresh(few, 1), fresh(few, 2)]).to.deep.equal(['h0', 'alone', undefined]);
  });

  it('gives the cases of a worker that lost its session to the next that asks', () => {
    const queue = createQueue(many(3, 'h'));
    expect(fresh(queue, 0)).to.equal('h0');
    expect(fresh(queue, 1)).to.equal(undefined);
    expect(fresh(queue, 0)).to.equal('h1');
  });

  it('keeps what stands on no session for the gaps, and what takes a second one for the end', () => {
    const cases = [
      someCase('beside', { procedure: 'bystander' }),
      someCase('alone', { target: 'deleted session' }),
      someCase('h'),
    ];
    expect(drained(cases, 1)).to.deep.equal([['h', 'alone', 'beside']]);
  });

  it('gives what comes last to one worker, or to the next that asks where it gave that back', () => {
    const queue = createQueue([
      someCase('beside', { procedure: 'bystander' }),
      someCase('reads', { procedure: 'reads' }),
    ]);
    const beside = queue.next(0, undefined);
    expect(beside?.id).to.equal('beside');
    expect(fresh(queue, 1)).to.equal(undefined);
    if (beside !== undefined) queue.giveBack(0, beside);
    expect([fresh(queue, 1), fresh(queue, 1), fresh(queue, 0)]).to.deep.equal(['beside', 'reads', undefined]);
  });

  it('serves with a profile loaded what needs one, and before it what must have none', () => {
    const cases = [
      someCase('any'),
      someCase('loaded', { start: { profile: 'loaded' } }),
      someCase('without', { start: { profile: 'none' } }),
    ];
    expect(drained(cases, 1)).to.deep.equal([['without', 'loaded', 'any']]);
    expect(createQueue(cases).next(0, { kind: HEADLESS, hasProfile: true })?.id).to.equal('loaded');
  });

  it('has nothing to give of nothing', () => expect(fresh(createQueue([]), 0)).to.equal(undefined));
});
