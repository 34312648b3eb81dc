import { closestNames } from '../src/model/closest-names.js';
import type { ChosenDeviation } from '../src/reference-server/deviation.js';
import {
  startReferenceServer,
  type ReferenceServer,
  type ReferenceServerOptions,
} from '../src/reference-server/server.js';
import { MUTANTS } from './mutants/table.js';
import { VARIATIONS } from './variations/table.js';

/** Names a mutant or a variation; neither means the conforming server. */
interface DeviationName {
  readonly mutant?: string;
  readonly variation?: string;
}

/**
 * The deviation that the options name; undefined when they name none.
 * @throws Error in one sentence when a name is unknown (with the closest ones), or when there are two.
 */
function chooseDeviation(options: DeviationName): ChosenDeviation | undefined {
  const { mutant, variation } = options;
  if (mutant !== undefined && variation !== undefined) {
    throw new Error('The reference server takes a mutant or a variation, not both at once.');
  }
  // A mutant is a mistake in the one operation that the document describes; the rest serves to set it up.
  if (mutant !== undefined) return { how: find('mutant', MUTANTS, mutant).how, reach: 'PATCH of a session' };
  return variation === undefined ? undefined : find('variation', VARIATIONS, variation);
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
export async function startDeviatingServer({
  mutant,
  variation,
  ...options
}: DeviatingServerOptions): Promise<ReferenceServer> {
  const deviation = chooseDeviation({
    ...(mutant === undefined ? {} : { mutant }),
    ...(variation === undefined ? {} : { variation }),
  });
  return startReferenceServer({ ...options, ...(deviation === undefined ? {} : { deviation }) });
}
