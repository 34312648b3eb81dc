import type { Bench } from './bench.js';
import type { Area, Fault, Variant, Witness } from './rows.js';

/** Words that stand for all of a kind, beside names and areas. */
export const KINDS = ['variants', 'checks'] as const;

/** The explorer sends updates and looks at sessions; who may, and how errors look, it asks only in passing. */
const EXPLORED_AREAS: readonly Area[] = ['field', 'whole update'];

/** What is played. */
export interface Picked {
  readonly faults: readonly Fault[];
  readonly variants: readonly Variant[];
  readonly witnesses: readonly Witness[];
  /** Faults that random sequences look for. */
  readonly explored: readonly Fault[];
}

/** How a matrix is shared out: dealt out in turn, as cards are. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

/**
 * What of a bench is played.
 * @param only names of faults and variants, areas, `variants`, `checks`; empty means everything.
 * @param explore also let random sequences look for the faults that they may find.
 */
export function pick(
  { faults, variants, witnesses }: Pick<Bench, 'faults' | 'variants' | 'witnesses'>,
  only: readonly string[],
  explore: boolean,
): Picked {
  const all = only.length === 0;
  const named = faults.filter(({ name, area }) => all || only.includes(name) || only.includes(area));
  return {
    faults: named,
    variants: variants.filter(({ name }) => all || only.includes(name) || only.includes('variants')),
    witnesses: witnesses.filter(() => all || only.includes('checks')),
    explored: explore ? named.filter(({ area }) => EXPLORED_AREAS.includes(area)) : [],
  };
}

/** One share of what is played. */
export function shareOf(picked: Picked, { index, of }: Share): Picked {
  const mine = (_: unknown, place: number): boolean => place % of === index;
  return {
    faults: picked.faults.filter(mine),
    variants: picked.variants.filter(mine),
    witnesses: picked.witnesses.filter(mine),
    explored: picked.explored.filter(mine),
  };
}

/** Puts what was dealt out back into its order. */
export function dealtBack<T>(hands: readonly (readonly T[])[]): T[] {
  const longest = Math.max(...hands.map(({ length }) => length));
  return Array.from({ length: longest }, (_, round) => round).flatMap((round) =>
    hands.flatMap((hand) => hand.slice(round, round + 1)),
  );
}
