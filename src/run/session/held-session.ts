import { setTimeout as sleep } from 'node:timers/promises';
import { isObject, type JsonObject } from '../../model/json.js';
import { observable } from '../../checks/session-state.js';
import type { Aftermath, Shown } from '../../checks/subject.js';
import type { Exchange } from '../../model/exchange.js';
import { LONGEST_LEASE_MS, type LeasedBrowser } from '../../api/leases/leases.js';
import type { Tools } from '../case/tools.js';

/** A leased browser with the state that the last read showed: the starting state of the next case. */
export interface HeldSession {
  readonly browser: LeasedBrowser;
  /** Undefined until the first read, and again once nobody can say what the state is. */
  state: JsonObject | undefined;
}

/** A read that fails is tried again after so long each: a bad moment of the API is not what any case is about. */
const READ_AGAIN_AFTER_MS = [100, 400];

/** Reads a session with the full key. */
export async function readSession(
  { client, journal }: Tools,
  sessionId: string,
  caseId: string,
): Promise<Exchange> {
  for (let tries = 0; ; tries += 1) {
    const exchange = await client.send({
      method: 'GET',
      path: sessionPath(sessionId),
      purpose: 'read',
      caseId,
      credential: 'full key',
    });
    const wait = READ_AGAIN_AFTER_MS[tries];
    if (wait === undefined || !isBadMoment(exchange)) return exchange;
    const status = exchange.response?.status;
    const what = `a read ${status === undefined ? 'got no answer' : `was answered with ${status}`}, and was tried again`;
    journal({ type: 'exchange', exchange });
    journal({ type: 'drift', what, caseId });
    await sleep(wait);
  }
}

/** Statuses of an edge, or of an API that cannot serve at present. A 500 is the API's own failure, and is judged. */
const BAD_MOMENTS = [408, 502, 503, 504];
/** Who waited so long for no answer knows enough. */
const LONG_MS = 5000;

function isBadMoment({ response, ms }: Exchange): boolean {
  if (response === undefined) return ms < LONG_MS;
  return BAD_MOMENTS.includes(response.status) && response.leaked.length === 0;
}

/** Is a session gone, by what a read of it shows? */
export function isGone({ response }: Exchange): boolean {
  if (response?.status === 200) return isObject(response.json) && (response.json.deleted_at ?? null) !== null;
  return [400, 404, 410].includes(response?.status ?? 0);
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

/** Is the session too old to be trusted with another case? */
export function isWornOut(session: HeldSession): boolean {
  return session.state === undefined || Date.now() - session.browser.leasedAt > LONGEST_LEASE_MS;
}
