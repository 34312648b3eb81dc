import { ADDRESSES } from '../../checks/address.js';
import type { JsonObject } from '../../model/json.js';

/** Whose addresses are whose, as the reads of a run have shown them. */
export interface AddressBook {
  /** Takes into account what a read shows of a session. */
  see(sessionId: string, state: JsonObject): void;
  /** The session that an address leads to; undefined where none is known, or more than one shows it. */
  ownerOf(address: string): string | undefined;
}

export function createAddressBook(): AddressBook {
  const owners = new Map<string, string | undefined>();
  return {
    see(sessionId, state) {
      for (const member of ADDRESSES) {
        const address = state[member];
        if (typeof address !== 'string' || address === '') continue;
        const isNew = !owners.has(address) || owners.get(address) === sessionId;
        owners.set(address, isNew ? sessionId : undefined);
      }
    },
    ownerOf: (address) => owners.get(address),
  };
}
