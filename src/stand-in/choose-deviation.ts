import { closestNames } from './closest-names.js';
import type { How, Reach } from './deviation.js';
import { FAULTS } from './faults/table.js';
import { VARIANTS } from './variants/table.js';

/**
 * The deviation that the options name; undefined when they name none.
 * @throws Error in one sentence when a name is unknown (with the closest ones), or when there are two.
 */
export function chooseDeviation(options: {
  readonly fault?: string;
  readonly variant?: string;
}): { readonly how: How; readonly reach: Reach } | undefined {
  const { fault, variant } = options;
  if (fault !== undefined && variant !== undefined) {
    throw new Error('The stand-in takes a fault or a variant, not both at once.');
  }
  // A fault is a mistake in the one operation that the document describes; the rest serves to set it up.
  if (fault !== undefined) return { how: find('fault', FAULTS, fault).how, reach: 'PATCH of a session' };
  return variant === undefined ? undefined : find('variant', VARIANTS, variant);
}

function find<T extends { readonly name: string }>(kind: string, rows: readonly T[], name: string): T {
  const row = rows.find((candidate) => candidate.name === name);
  if (row) return row;
  const names = closestNames(
    name,
    rows.map((candidate) => candidate.name),
  );
  throw new Error(`The stand-in has no ${kind} "${name}"; the closest names are ${names.join(', ')}.`);
}
