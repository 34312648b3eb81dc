import { answerOf } from '../../api/redaction/raw-answers.js';
import { LONGEST_LEASE_MS, type LeasedBrowser } from '../../api/leases/browsers.js';
import type { Recording } from '../../api/leases/recording.js';
import { apartBy } from '../../checks/declared.js';
import { observable } from '../../checks/session-state.js';
import type { Aftermath, Shown } from '../../checks/subject.js';
import type { Exchange } from '../../model/exchange.js';
import type { Size } from '../../model/finding.js';
import { isObject, type Json, type JsonObject } from '../../model/json.js';
import type { AddressBook } from '../case/address-book.js';
import type { CompiledContract } from '../case/compiled-contract.js';

/** A leased browser with the state that the last read showed: the starting state of the next case. */
export interface HeldSession {
  readonly browser: LeasedBrowser;
  /** Undefined until the first read, and again once the state is unknown. */
  state: JsonObject | undefined;
  /** The sizes that reads have shown: a replica that lags behind may show any of them again. */
  readonly sizes: Size[];
  /** What was recorded of it at the last look, and at which size. */
  recorded?: { readonly recordings: readonly Recording[]; readonly viewport: Json | undefined };
  /** An update with a profile was accepted, whether a read shows one or not. */
  mayHaveProfile?: true;
}

/** What a 200 exchange shows of a session; undefined where it shows none. */
export function shownBy({ reads }: Pick<CompiledContract, 'reads'>, exchange: Exchange): Shown | undefined {
  const response = answerOf(exchange);
  if (response?.status !== 200 || !isObject(response.json)) return undefined;
  const { json } = response;
  return { state: json, members: observable(json, reads.undeclared(200, json)), exchange };
}

/** What a session is compared with after an update: the part of an aftermath that does not depend on the update. */
export function comparedWith(
  { browser }: { readonly browser: Pick<LeasedBrowser, 'id'> },
  before: JsonObject,
  contract: Pick<CompiledContract, 'document' | 'answers' | 'reads'> & { readonly addresses?: AddressBook },
): Pick<Aftermath, 'sessionId' | 'before' | 'stateBefore' | 'ownerOf' | 'schema' | 'apart'> {
  const { reads, addresses } = contract;
  const apart = apartBy(contract);
  return {
    ...(apart === undefined ? {} : { apart }),
    sessionId: browser.id,
    before: observable(before, reads.undeclared(200, before)),
    stateBefore: before,
    ...(addresses === undefined ? {} : { ownerOf: (address) => addresses.ownerOf(address) }),
    schema: reads.schemaOf(200) ?? reads.pointer,
  };
}

/** Is the session too old to be trusted with another case, or in a state that breaks the contract by itself? */
export function isWornOut(
  session: HeldSession,
  { requestProblems }: Pick<CompiledContract, 'requestProblems'>,
): boolean {
  const { state, browser } = session;
  if (state === undefined || performance.now() - browser.leasedAt > LONGEST_LEASE_MS) return true;
  const { viewport } = state;
  return isObject(viewport) && requestProblems({ viewport }).length > 0;
}
