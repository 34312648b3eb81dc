import { closestNames } from '../src/model/closest-names.js';
import type { ChosenDeviation } from '../src/reference-server/deviation.js';
import {
  startReferenceServer,
  type ReferenceServer,
  type ReferenceServerOptions,
} from '../src/reference-server/server.js';
import { MUTANTS } from './mutants/table.js';
import { ROLES } from './roles/table.js';
import { VARIATIONS } from './variations/table.js';

/** Names a role, a mutant or a variation; none of them means the conforming server. */
interface DeviationName {
  readonly role?: string;
  readonly mutant?: string;
  readonly variation?: string;
}

/**
 * The deviation that the options name; undefined when they name none.
 * @throws Error in one sentence when a name is unknown, or when there are several.
 */
function chooseDeviation({ role, mutant, variation }: DeviationName): ChosenDeviation | undefined {
  const names = [role, mutant, variation].filter((name) => name !== undefined);
  if (names.length > 1) {
    throw new Error(
      'The reference server takes a role (--as), a mutant or a variation, but only one of them at once.',
    );
  }
  if (role !== undefined) return findRole(role);
  // A mutant is a mistake in the one operation that the document describes; the rest serves to set it up.
  if (mutant !== undefined) return { how: find('mutant', MUTANTS, mutant).how, reach: 'PATCH of a session' };
  return variation === undefined ? undefined : find('variation', VARIATIONS, variation);
}

function findRole(name: string): ChosenDeviation {
  const row = ROLES.find((candidate) => candidate.name === name);
  if (row) return row;
  const names = ROLES.map((candidate) => candidate.name);
  throw new Error(`The reference server cannot play "${name}"; it can play ${names.join(', ')}.`);
}

function find<T extends { readonly name: string }>(kind: string, rows: readonly T[], name: string): T {
  const row = rows.find((candidate) => candidate.name === name);
  if (row) return row;
  const names = closestNames(
    name,
    rows.map((candidate) => candidate.name),
  );
  throw new Error(
    `The reference server has no ${kind} "${name}"; the closest names are ${names.join(', ')}.`,
  );
}

/** What a deviating server is started with. */
export type DeviatingServerOptions = Omit<ReferenceServerOptions, 'deviation'> & DeviationName;

/**
 * Starts a reference server that differs from the document in the named way.
 * @throws Error in one sentence when the name is unknown, or when the server cannot start.
 */
export async function startDeviatingServer(options: DeviatingServerOptions): Promise<ReferenceServer> {
  const deviation = chooseDeviation(options);
  return startReferenceServer({ ...options, ...(deviation === undefined ? {} : { deviation }) });
}
