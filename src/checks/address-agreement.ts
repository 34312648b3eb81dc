import type { JsonObject } from '../model/json.js';
import { ADDRESSES } from './address.js';
import type { Aftermath } from './subject.js';

/** An address that the answer to an update shows, and reads of its session do not. */
export interface StrayAddress {
  readonly path: string;
  readonly answer: string;
  readonly read: string;
  /** The session that it leads to, where that is known. */
  readonly ofSession?: string;
  /** A gateway of its own may answer updates: no sentence says that both show the same address. */
  readonly isNote?: true;
}

/**
 * The addresses of an answer that lead elsewhere than those of reads. Tokens may be minted anew, and an update may move a
 * session: only where the reads before and after it agree, apart from the query, may the answer be wrong. It is where it
 * shows the place of another member, or the address of another session.
 */
export function strayAddresses(
  answer: JsonObject,
  after: JsonObject,
  { stateBefore, ownerOf, sessionId }: Pick<Aftermath, 'stateBefore' | 'ownerOf' | 'sessionId'>,
): StrayAddress[] {
  return ADDRESSES.flatMap((path): StrayAddress[] => {
    const [shown, read, was] = [answer[path], after[path], stateBefore?.[path]];
    if (typeof shown !== 'string' || typeof read !== 'string' || shown === read || shown === was) return [];
    const ofSession = ownerOf?.(shown);
    if (ofSession !== undefined && ofSession !== sessionId) return [{ path, answer: shown, read, ofSession }];
    const [place, ...places] = [shown, read, was].map(placeOf);
    const isSteady = places[0] !== undefined && places[0] === places[1];
    if (!isSteady || place === undefined || place === places[0]) return [];
    const isExchanged = ADDRESSES.some((other) => other !== path && placeOf(after[other]) === place);
    return [{ path, answer: shown, read, ...(isExchanged ? {} : { isNote: true as const }) }];
  });
}

/** Where an address leads, without whatever proves who asks. */
function placeOf(address: unknown): string | undefined {
  if (typeof address !== 'string' || !URL.canParse(address)) return undefined;
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname}`;
}
