import { keyOfKind, type SessionKind } from '../../model/session-kind.js';
import { consumesProfile, isHeld, takesSecondSession, type ContractCase } from '../../model/case.js';

/** What a worker holds when it asks for work. */
export interface Holding {
  readonly kind: SessionKind;
  /** A profile that was loaded cannot be taken out again. */
  readonly hasProfile: boolean;
}

/** Hands cases to workers so that few sessions serve many cases. */
export interface Queue {
  /** The next case for a worker, given the session it holds, if any. */
  next(worker: number, held: Holding | undefined): ContractCase | undefined;
  /** Takes a case back from a worker that could not begin it, and that asks for no other. */
  giveBack(worker: number, testCase: ContractCase): void;
}

/** A fresh session must have so many cases left before it, or creating it costs more than it saves. */
const WORTH_A_SESSION = 8;

/** The cases that sessions of one kind serve, by what they ask of the session's profile. */
interface Group {
  /** A profile must be loaded. */
  readonly loaded: ContractCase[];
  /** None may be loaded, and none is afterwards. */
  readonly without: ContractCase[];
  /** None may be loaded, and one is afterwards: each of these takes a session of its own. */
  readonly consuming: ContractCase[];
  readonly any: ContractCase[];
  /** The workers that took cases of this kind last. */
  readonly workers: Set<number>;
}

/** Work left in a group, counted in cases; a creation weighs as much as it must be worth. */
const left = (group: Group): number =>
  group.loaded.length + group.without.length + group.any.length + group.consuming.length * WORTH_A_SESSION;

/**
 * What leaves its session alone for a while comes first, so that nobody waits for it at the end. A worker stays with the
 * kind of session that it holds. A free worker opens the kind that nobody serves yet, smallest
 * first, since those are served by one worker alone; then it joins the kind with most work, where enough is left to be
 * worth another session. Cases that stand on no session fill the gaps, and those that take a second one come last,
 * when workers have let go of theirs.
 */
export function createQueue(cases: readonly ContractCase[]): Queue {
  const groups = new Map<string, Group>();
  const first = cases.filter(({ procedure }) => procedure === 'later');
  const alone = cases.filter((testCase) => !isHeld(testCase));
  const atTheEnd = [
    ...cases.filter(takesSecondSession),
    ...cases.filter(({ procedure }) => procedure === 'reads'),
  ];
  const last = new Set(atTheEnd);
  /** The one worker that takes what comes last, so that one session serves all of it. */
  let ending: number | undefined;
  for (const testCase of cases) {
    if (!isHeld(testCase) || last.has(testCase)) continue;
    const key = keyOfKind(testCase.session);
    const group = groups.get(key) ?? { loaded: [], without: [], consuming: [], any: [], workers: new Set() };
    if (!first.includes(testCase)) shelf(group, testCase).push(testCase);
    groups.set(key, group);
  }
  const leave = (worker: number): void => {
    for (const group of groups.values()) group.workers.delete(worker);
  };
  return {
    giveBack(worker, testCase) {
      leave(worker);
      const group = groups.get(keyOfKind(testCase.session));
      if (testCase.procedure === 'later') first.unshift(testCase);
      else if (last.has(testCase)) {
        atTheEnd.unshift(testCase);
        ending = undefined;
      } else if (isHeld(testCase) && group !== undefined) shelf(group, testCase).unshift(testCase);
      else alone.unshift(testCase);
    },
    next(worker, held) {
      const own = held === undefined ? undefined : groups.get(keyOfKind(held.kind));
      const kept = own === undefined ? undefined : take(own, held?.hasProfile === true);
      if (kept !== undefined) return kept;
      // A worker that got no session, or whose kind has no cases left, serves no group.
      leave(worker);
      const waiting = first.shift();
      if (waiting !== undefined) {
        groups.get(keyOfKind(waiting.session))?.workers.add(worker);
        return waiting;
      }
      const open = [...groups.values()].filter((group) => left(group) > 0);
      const share = (group: Group): number => left(group) / (group.workers.size + 1);
      const unserved = open.filter((group) => group.workers.size === 0).sort((a, b) => left(a) - left(b));
      const fullest = open
        .filter((group) => share(group) >= WORTH_A_SESSION)
        .sort((a, b) => share(b) - share(a));
      const chosen = unserved[0] ?? fullest[0];
      if (chosen === undefined) {
        const filling = alone.shift();
        if (filling !== undefined) return filling;
        ending ??= worker;
        return ending === worker ? atTheEnd.shift() : undefined;
      }
      chosen.workers.add(worker);
      return take(chosen, false);
    },
  };
}

function shelf(group: Group, testCase: ContractCase): ContractCase[] {
  if (testCase.start.profile === 'loaded') return group.loaded;
  if (testCase.start.profile !== 'none') return group.any;
  return consumesProfile(testCase) ? group.consuming : group.without;
}

/** What needs no set-up comes first, and what any session serves comes last, to even the workers out. */
function take(group: Group, hasProfile: boolean): ContractCase | undefined {
  const order = hasProfile
    ? [group.loaded, group.without, group.consuming, group.any]
    : [group.without, group.consuming, group.loaded, group.any];
  return order.find((shelved) => shelved.length > 0)?.shift();
}
