import { isObject, type JsonObject } from '../contract/json.js';
import { observable } from '../judge/session-state.js';
import type { Aftermath, Shown } from '../judge/subject.js';
import type { Exchange } from '../target/exchange.js';
import { LONGEST_LEASE_MS, type LeasedBrowser } from '../target/leases.js';
import { poll } from '../target/poll.js';
import { RECORDING_GOES_ON_WITHIN_MS } from '../target/recording.js';
import type { Tools } from './tools.js';

/** A leased browser with the state that the last read showed: the starting state of the next case. */
export interface HeldSession {
  readonly browser: LeasedBrowser;
  /** Undefined until the first read, and again once nobody can say what the state is. */
  state: JsonObject | undefined;
}

/** Reads a session with the full key. */
export function readSession({ client }: Tools, sessionId: string, caseId: string): Promise<Exchange> {
  return client.send({
    method: 'GET',
    path: sessionPath(sessionId),
    purpose: 'read',
    caseId,
    credential: 'full key',
  });
}

/** Path of a session below the base URL. */
export function sessionPath(sessionId: string): string {
  return `/browsers/${encodeURIComponent(sessionId)}`;
}

/** What a 200 exchange shows of a session; undefined where it shows none. */
export function shownBy({ reads }: Tools, exchange: Exchange, index: number): Shown | undefined {
  const { response } = exchange;
  if (response?.status !== 200 || !isObject(response.json)) return undefined;
  return {
    state: response.json,
    members: observable(response.json, reads.undeclared(200, response.json)),
    index,
  };
}

/** What a session is compared with after an update: the part of an aftermath that does not depend on the update. */
export function comparedWith(
  { browser }: Pick<HeldSession, 'browser'>,
  before: JsonObject,
  { reads }: Tools,
): Pick<Aftermath, 'sessionId' | 'before' | 'schema'> {
  return {
    sessionId: browser.id,
    before: observable(before, reads.undeclared(200, before)),
    schema: reads.schemaOf(200) ?? reads.pointer,
  };
}

/** Is the session being recorded? After a forced resize it may take a moment until it is again. */
export async function isRecorded(
  { browser }: Pick<HeldSession, 'browser'>,
  caseId: string,
  { leases, lagMs = RECORDING_GOES_ON_WITHIN_MS }: Tools,
): Promise<boolean> {
  const { right } = await poll(
    () => leases.recordings(browser, caseId),
    (recordings) => recordings.some(({ running }) => running),
    lagMs,
  );
  return right;
}

/** Is the session too old to be trusted with another case? */
export function isWornOut(session: HeldSession): boolean {
  return session.state === undefined || Date.now() - session.browser.leasedAt > LONGEST_LEASE_MS;
}
