import { setTimeout as sleep } from 'node:timers/promises';
import { createWaits } from '../../api/unavailable-now.js';
import type { Exchange } from '../../model/exchange.js';
import { isObject } from '../../model/json.js';
import { isUnserved } from '../case/outages.js';
import type { CaseTools } from '../case/tools.js';

/** Path of a session below the base URL. What needs no escape in a path has none. */
export function sessionPath(sessionId: string): string {
  return `/browsers/${encodeURIComponent(sessionId).replaceAll(/%3[BD]/g, decodeURIComponent)}`;
}

/** A read that fails is sent again after so long each: a moment's outage of the API is not what any case is about. */
const READ_AGAIN_AFTER_MS = [100, 400, 1500];

/** Reads a session with the full key. */
export async function readSession(sessionId: string, tools: CaseTools): Promise<Exchange> {
  const { client, journal, noteDrift, patience, limits } = tools;
  const waitsAsTold = createWaits();
  for (let tries = 0; ; tries += 1) {
    const exchange = await client.send({
      method: 'GET',
      path: sessionPath(sessionId),
      purpose: 'read',
      credential: 'full key',
    });
    const status = exchange.response?.status;
    if (limits.reached() !== undefined) return exchange; // nothing more would be sent
    if (!isOutage(exchange) || (status === 500 && !patience.isLeftFor([BROKEN]))) return exchange;
    if (!(await waitsAsTold(status, exchange.response?.headers ?? {}))) {
      const wait = READ_AGAIN_AFTER_MS[tries];
      if (wait === undefined) {
        if (status === 500) patience.isLostOn([BROKEN]);
        return exchange;
      }
      await sleep(wait);
    }
    journal({ type: 'exchange', exchange });
    noteDrift({ kind: 'read sent again', ...(status === undefined ? {} : { status }) });
  }
}

/** An API whose own failure lasted as long as all tries of one read is not asked more often for the next. */
const BROKEN = 'read/500';
/** A read that took so long without an answer is not sent again. */
const LONG_MS = 5000;

/** A read is evidence, and not what is judged: what cannot be served at present, or fails once, is read again. */
function isOutage(exchange: Exchange): boolean {
  const { response, ms } = exchange;
  if (response === undefined) return ms < LONG_MS;
  return (response.status === 500 || isUnserved(exchange)) && response.leaked.length === 0;
}

/** Is a session gone, by what a read of it shows? */
export function isGone({ response }: Exchange): boolean {
  if (response?.status === 200) return isObject(response.json) && (response.json.deleted_at ?? null) !== null;
  return [400, 404, 410].includes(response?.status ?? 0);
}
