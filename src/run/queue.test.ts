import { expect } from 'chai';
import type { SessionKind } from '../target/leases.js';
import type { ContractCase } from './contract-case.js';
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
    statuses: [200],
    to: 'held session',
    from: HEADLESS,
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

/** A lane that holds nothing asks. */
function fresh(queue: Queue, lane: number): string | undefined {
  return queue.next(lane, undefined)?.id;
}

function holding(queue: Queue, lane: number, kind: SessionKind): string | undefined {
  return queue.next(lane, { kind, hasProfile: false })?.id;
}

/** Lets lanes take turns, each keeping the kind of its last case, until none gets a case any more. */
function drained(cases: readonly ContractCase[], lanes: number): string[][] {
  const queue = createQueue(cases);
  const taken = Array.from({ length: lanes }, (): string[] => []);
  const held: SessionKind[] = [];
  const open = new Set(taken.keys());
  while (open.size > 0) {
    for (const lane of open) {
      const kind = held[lane];
      const one = queue.next(lane, kind === undefined ? undefined : { kind, hasProfile: false });
      if (one === undefined) open.delete(lane);
      else {
        taken[lane]?.push(one.id);
        if (one.to === 'held session') held[lane] = one.from;
      }
    }
  }
  return taken;
}

describe('the queue of cases', () => {
  const mixed = [
    ...many(30, 'h'),
    ...many(3, 's', { from: STEALTH }),
    ...many(2, 'r', { from: RECORDING }),
    ...many(4, 'alone', { to: 'unknown session' }),
    ...many(3, 'loaded', { start: { profile: 'loaded' } }),
    ...many(3, 'consuming', { start: { profile: 'none' }, body: { profile: { id: 'a' } } }),
    ...many(2, 'beside', { procedure: 'bystander' }),
  ];
  for (const lanes of [1, 2, 3, 7]) {
    it(`gives every case once, to ${lanes} lane(s)`, () => {
      expect(drained(mixed, lanes).flat().sort()).to.deep.equal(mixed.map(({ id }) => id).sort());
    });
  }

  it('keeps a lane with the kind of session that it holds, as long as there are cases', () => {
    const queue = createQueue([...many(2, 's', { from: STEALTH }), ...many(2, 'h')]);
    expect(holding(queue, 0, HEADLESS)).to.equal('h0');
    expect(holding(queue, 0, HEADLESS)).to.equal('h1');
    expect(holding(queue, 0, HEADLESS)).to.equal('s0');
  });

  it('opens the kind that nobody serves, smallest first', () => {
    const cases = [...many(9, 'h'), ...many(1, 'r', { from: RECORDING }), ...many(2, 's', { from: STEALTH })];
    const queue = createQueue(cases);
    expect([fresh(queue, 0), fresh(queue, 1), fresh(queue, 2)]).to.deep.equal(['r0', 's0', 'h0']);
  });

  it('has a lane join the fullest kind only where enough is left to be worth a session', () => {
    const plenty = createQueue(many(17, 'h'));
    expect([fresh(plenty, 0), fresh(plenty, 1)]).to.deep.equal(['h0', 'h1']);
    const few = createQueue([...many(8, 'h'), someCase('alone', { to: 'unknown session' })]);
    expect([fresh(few, 0), fresh(few, 1), fresh(few, 2)]).to.deep.equal(['h0', 'alone', undefined]);
  });

  it('gives the cases of a lane that lost its session to the next that asks', () => {
    const queue = createQueue(many(3, 'h'));
    expect(fresh(queue, 0)).to.equal('h0');
    expect(fresh(queue, 1)).to.equal(undefined);
    expect(fresh(queue, 0)).to.equal('h1');
  });

  it('keeps what stands on no session for the gaps, and what takes a second one for the end', () => {
    const cases = [
      someCase('beside', { procedure: 'bystander' }),
      someCase('alone', { to: 'deleted session' }),
      someCase('h'),
    ];
    expect(drained(cases, 1)).to.deep.equal([['h', 'alone', 'beside']]);
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
