import type { Finding } from '../../model/finding.js';
import type { CaseRun } from '../case/case-run.js';
import type { CaseTools } from '../case/tools.js';
import type { HeldSession } from '../session/held-session.js';
import { isGone, readSession } from '../session/read-session.js';

/** So many sessions of a run may end by themselves. Where more do, it is the updates that end them. */
export const MAY_END = 2;

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
