import { isObject } from '../../model/json.js';
import type { ResourceKind } from '../../model/leak.js';
import type { Ledger } from './ledger.js';
import { explained, NoRoom, SetUpFailed } from './set-up-errors.js';
import { isNothingMade, NO_CAPACITY } from '../../model/nothing-made.js';
import { whenAvailable } from '../unavailable-now.js';
import { statusOf, wasNotSent } from '../vendor-client.js';

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
  /** Reads the id from the API's answer. */
  readonly idOf: (made: T) => string | undefined;
  /** The name or start URL that lists will show it by. */
  readonly mark: string | undefined;
}

/** Of a creation that was waited for in vain: not the rate may be too high, but the number of browsers. */
const TOO_MANY = 429;
const FEWER_AT_ONCE = 'if the plan allows no more browsers at once, lower CONTRACT_BROWSERS';

/**
 * Creates a resource, with the ledger written before and after. One that the API cannot serve at present is tried again:
 * each try has an entry of its own, by whose mark the release finds what a failed one has created all the same.
 * @throws Unavailable | SetUpFailed
 */
export async function create<T>(ledger: Ledger, { kind, make, idOf, mark }: Creation<T>): Promise<Created> {
  let entry = 0;
  let made: T;
  try {
    made = await whenAvailable(async () => {
      entry = intended(ledger, kind, mark);
      return make();
    });
  } catch (error) {
    const status = statusOf(error);
    if (wasNotSent(error) || (status !== undefined && isNothingMade(status))) ledger.close(entry);
    const isCrowded = kind === 'browser' && status === TOO_MANY;
    const why = explained(error, `creating a ${kind}`, isCrowded ? FEWER_AT_ONCE : undefined);
    throw isCrowded || status === NO_CAPACITY ? new NoRoom(why.message, status) : why;
  }
  // The types promise an object, but an answer may have no body, or null.
  const id = isObject(made) ? idOf(made) : undefined;
  if (typeof id !== 'string' || id === '') {
    throw new SetUpFailed(`creating a ${kind} was answered without an id, so it cannot be used`);
  }
  ledger.hold(entry, id);
  return { id, entry };
}

/** @throws SetUpFailed where the ledger cannot be written: no case could be judged then, and none is to blame. */
function intended(ledger: Ledger, kind: ResourceKind, mark: string | undefined): number {
  try {
    return ledger.intend(kind, mark);
  } catch (error) {
    throw new SetUpFailed(error instanceof Error ? error.message.replace(/\.$/, '') : String(error));
  }
}
