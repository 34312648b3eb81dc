import { closestNames } from '../src/model/closest-names.js';
import type { ChosenDeviation } from '../src/reference-server/deviation.js';
import {
  startReferenceServer,
  type ReferenceServer,
  type ReferenceServerOptions,
} from '../src/reference-server/server.js';
import { MUTANTS } from './mutants/table.js';
import { ROLES } from './roles/table.js';
import { COMPANIES } from './variations/companies.js';
import { VARIATIONS } from './variations/table.js';

/** Names a role, a mutant, a variation or a company of variations; none of them means the conforming server. */
interface DeviationName {
  readonly role?: string;
  readonly mutant?: string;
  readonly variation?: string;
}

/**
 * The deviations that the options name.
 * @throws Error in one sentence when a name is unknown, or when there are several.
 */
function chooseDeviations({ role, mutant, variation }: DeviationName): readonly ChosenDeviation[] {
  const names = [role, mutant, variation].filter((name) => name !== undefined);
  if (names.length > 1) {
    throw new Error(
      'The reference server takes a role (--as), a mutant or a variation, but only one of them at once.',
    );
  }
  if (role !== undefined) return [findRole(role)];
  // A mutant is a mistake in the one operation that the document describes; the rest serves to set it up.
  if (mutant !== undefined) {
    const { how, reach = 'PATCH of a session' } = find('mutant', MUTANTS, mutant);
    return [{ how, reach }];
  }
  if (variation === undefined) return [];
  const company = COMPANIES.find(({ name }) => name === variation);
  return company?.variations ?? [find('variation', VARIATIONS, variation)];
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
export type DeviatingServerOptions = ReferenceServerOptions & DeviationName;

/**
 * Starts a reference server that differs from the document in the named way.
 * @throws Error in one sentence when the name is unknown, or when the server cannot start.
 */
export async function startDeviatingServer(options: DeviatingServerOptions): Promise<ReferenceServer> {
  return startReferenceServer({ ...options, deviations: options.deviations ?? chooseDeviations(options) });
}
