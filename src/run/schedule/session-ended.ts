import type { Finding } from '../../model/finding.js';
import type { CaseRun } from '../case/case-run.js';
import type { CaseTools } from '../case/tools.js';
import type { HeldSession } from '../session/held-session.js';
import { isGone, readSession } from '../session/read-session.js';

/**
 * So many sessions of a run may end by themselves without a trace in any verdict. Where more do, nobody knows what ends
 * them: an update that ends its session does so on the next one as well, and is a breach.
 */
export const MAY_END = 2;

/** Why a case could not be judged whose session ended after so many others. */
export const ENDED_AS_OTHERS = `the session ended while it was in use, as had ${MAY_END} others of this run: does the API end sessions that are in use, or did somebody else?`;

/**
 * Did a session end by itself under a case that did not pass? Browsers crash and time out; that breaks no contract.
 * Not where the update itself was answered wrongly: then there is an answer to report.
 */
export async function endedByItself(
  ran: CaseRun,
  { browser }: HeldSession,
  tools: CaseTools,
): Promise<boolean> {
  const isTroubled = ran.blocked !== undefined || ran.findings.length > 0;
  const isSilent = ran.exchanges.at(-1)?.failure !== undefined; // an API that does not answer will not answer this
  if (!isTroubled || isSilent || ran.findings.some(isOnUpdate)) return false;
  const exchange = await readSession(browser.id, tools);
  tools.journal({ type: 'exchange', exchange });
  return isGone(exchange);
}

/** Is it about the answer to an update, and not only that the session is no longer known? */
function isOnUpdate({ exchange: { purpose, response } }: Finding): boolean {
  return purpose === 'asserted' && ![404, 410].includes(response?.status ?? 404);
}
