import { SHOWN_FULL_KEY } from '../target/credentials.js';
import { isGone, readSession, type HeldSession } from './held-session.js';
import type { ContractCase } from './contract-case.js';
import type { Exchange } from '../target/exchange.js';
import type { CaseRun } from './send-case.js';
import type { Tools } from './tools.js';

/** Did anything keep a case from passing? */
function isTroubled({ blocked, findings }: CaseRun): boolean {
  return blocked !== undefined || findings.length > 0;
}

/** Did a session end by itself under a case that did not pass? Browsers crash and time out; that breaks no contract. */
export async function endedByItself(
  ran: CaseRun,
  { browser }: HeldSession,
  one: ContractCase,
  tools: Tools,
): Promise<boolean> {
  if (!isTroubled(ran)) return false;
  const read = await readSession(tools, browser.id, one.id);
  tools.journal({ type: 'exchange', exchange: read });
  return isGone(read);
}

/** Why nothing more is tried with a key that has expired: what it is told says nothing of the contract. */
export const KEY_REFUSED =
  'KERNEL_API_KEY is refused by now, though it was valid when the run began: give a new one';

/** Did somebody who used the run's own key meet a 401, and is that key refused by now wherever it is used? */
export async function isKeyRefused(
  exchanges: readonly Exchange[],
  caseId: string,
  { client, journal }: Tools,
): Promise<boolean> {
  const met401 = exchanges.some(
    ({ request, response }) => response?.status === 401 && request.headers.authorization === SHOWN_FULL_KEY,
  );
  if (!met401) return false;
  const list = await client.send({
    method: 'GET',
    path: '/browsers?limit=1',
    purpose: 'preflight',
    caseId,
    credential: 'full key',
  });
  journal({ type: 'exchange', exchange: list });
  return list.response?.status === 401;
}
