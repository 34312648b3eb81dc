import { isObject } from '../../model/json.js';
import type { Ledger, ResourceKind } from './ledger.js';
import { explained, SetUpFailed } from './set-up-errors.js';
import { statusOf } from '../vendor-client.js';

/** A resource that was created: its id, and its entry in the ledger. */
export interface Created {
  readonly id: string;
  readonly entry: number;
}

/** How one resource is created. */
export interface Creation<T> {
  readonly kind: ResourceKind;
  /** Sends the creation. */
  readonly make: () => Promise<T>;
  /** The id in what the API answered. */
  readonly idOf: (made: T) => string | undefined;
  /** One that only this run gives, by which a creation without an answer is found again. */
  readonly name?: string | undefined;
}

/** The API has no room for another browser at present: its documented 529 on creation. */
export const NO_CAPACITY = 529;

/** Creates a resource, with the ledger written before and after. @throws Unavailable | SetUpFailed */
export async function create<T>(ledger: Ledger, { kind, make, idOf, name }: Creation<T>): Promise<Created> {
  const entry = ledger.intend(kind, name);
  let made: T;
  try {
    made = await make();
  } catch (error) {
    const status = statusOf(error);
    if (status !== undefined && isRefusal(status)) ledger.close(entry);
    throw explained(error, `creating a ${kind}`);
  }
  // The types promise an object; an answer without a body, or with null, is not one.
  const id = isObject(made) ? idOf(made) : undefined;
  if (typeof id !== 'string' || id === '') {
    throw new SetUpFailed(`creating a ${kind} was answered without an id, so it cannot be used`);
  }
  ledger.hold(entry, id);
  return { id, entry };
}

/**
 * Does a status say that nothing was created? After a 5xx or a timeout, nobody knows: the entry stays open, and the
 * resource is looked for.
 */
function isRefusal(status: number): boolean {
  return (status < 500 && ![408, 499].includes(status)) || status === NO_CAPACITY;
}
