import type { Bench } from './bench.js';
import type { Area, Mutant, Variation, Ablation } from './rows.js';

/** Words that stand for all of a kind, beside names and areas. */
export const KINDS = ['variations', 'checks'] as const;

/** The explorer sends updates and looks at sessions; who may, and how errors look, it asks only in passing. */
const EXPLORED_AREAS: readonly Area[] = ['field', 'whole update'];

/** What is played. */
export interface Picked {
  readonly mutants: readonly Mutant[];
  readonly variations: readonly Variation[];
  readonly ablations: readonly Ablation[];
  /** Mutants that random sequences look for. */
  readonly explored: readonly Mutant[];
}

/** How a report is shared out: dealt out in turn, as cards are. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

/** What is asked for. */
interface Wanted {
  readonly full: boolean;
  readonly only: readonly string[];
  readonly explore: boolean;
}

type Pickable = Pick<Bench, 'mutants' | 'variations' | 'companies' | 'ablations'>;

/**
 * What of a bench is played. A full report plays each variation by itself, any other one all in their companies.
 */
export function pick(
  { mutants, variations, companies, ablations }: Pickable,
  { full, only, explore }: Wanted,
): Picked {
  const all = only.length === 0;
  const named = mutants.filter(({ name, area }) => all || only.includes(name) || only.includes(area));
  return {
    mutants: named,
    variations: [
      ...variations.filter(({ name }) => (all && full) || only.includes(name) || only.includes('variations')),
      ...companies.filter(({ name }) => (all && !full) || only.includes(name)),
    ],
    ablations: ablations.filter(() => all || only.includes('checks')),
    explored: explore ? named.filter(({ area }) => EXPLORED_AREAS.includes(area)) : [],
  };
}

/** One share of what is played. */
export function shareOf(picked: Picked, { index, of }: Share): Picked {
  const mine = (_: unknown, place: number): boolean => place % of === index;
  return {
    mutants: picked.mutants.filter(mine),
    variations: picked.variations.filter(mine),
    ablations: picked.ablations.filter(mine),
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
