import type { SessionKind } from '../target/leases.js';
import type { ContractCase } from './contract-case.js';

/** Hands cases to lanes so that few sessions serve many cases. */
export interface Queue {
  /** The next case for a lane, told what kind of session the lane holds, if any. */
  next(lane: number, held: SessionKind | undefined): ContractCase | undefined;
}

/** A fresh session must have so many cases left before it, or creating it costs more than it saves. */
const WORTH_A_SESSION = 8;

interface Group {
  readonly key: string;
  readonly cases: ContractCase[];
  /** The lanes that took cases of this kind last. */
  readonly lanes: Set<number>;
}

const keyOf = (kind: SessionKind): string => JSON.stringify([kind.headless, kind.stealth, kind.recording]);

/**
 * A lane stays with the kind of session that it holds. A free lane opens the kind that nobody serves yet, smallest
 * first, since those are served by one lane alone; then it joins the fullest kind where enough is left to be worth
 * another session; and cases that stand on no session fill the gaps at the end.
 */
export function createQueue(cases: readonly ContractCase[]): Queue {
  const alone = cases.filter((one) => one.to !== 'held session');
  const groups = new Map<string, Group>();
  for (const one of cases) {
    if (one.to !== 'held session') continue;
    const key = keyOf(one.from);
    const group = groups.get(key) ?? { key, cases: [], lanes: new Set() };
    group.cases.push(one);
    groups.set(key, group);
  }
  return {
    next(lane, held) {
      const own = held === undefined ? undefined : groups.get(keyOf(held));
      const kept = own?.cases.shift();
      if (kept !== undefined) return kept;
      // A lane that got no session, or whose kind is used up, serves nobody.
      for (const group of groups.values()) group.lanes.delete(lane);
      const open = [...groups.values()].filter((group) => group.cases.length > 0);
      const share = (group: Group): number => group.cases.length / (group.lanes.size + 1);
      const unserved = open
        .filter((group) => group.lanes.size === 0)
        .sort((a, b) => a.cases.length - b.cases.length);
      const fullest = open
        .filter((group) => share(group) >= WORTH_A_SESSION)
        .sort((a, b) => share(b) - share(a));
      const chosen = unserved[0] ?? fullest[0];
      if (chosen === undefined) return alone.shift();
      chosen.lanes.add(lane);
      return chosen.cases.shift();
    },
  };
}
