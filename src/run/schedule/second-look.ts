import type { Finding } from '../../model/finding.js';
import { SHOWN_FULL_KEY } from '../../api/credentials.js';
import { poll } from '../../api/poll.js';
import { isGone, readSession, type HeldSession } from '../session/held-session.js';
import type { ContractCase } from '../../model/contract-case.js';
import type { Exchange } from '../../model/exchange.js';
import type { CaseRun } from '../case/send-case.js';
import type { Tools } from '../case/tools.js';

/** So many sessions of a run may end by themselves. Where more do, it is the updates that end them. */
export const MAY_END = 2;

/**
 * Did a session end by itself under a case that did not pass? Browsers crash and time out; that breaks no contract.
 * Not where the update itself was answered wrongly: whoever is told that it failed has an answer to complain of.
 */
export async function endedByItself(
  ran: CaseRun,
  { browser }: HeldSession,
  testCase: ContractCase,
  tools: Tools,
): Promise<boolean> {
  const isTroubled = ran.blocked !== undefined || ran.findings.length > 0;
  const isSilent = ran.exchanges.at(-1)?.failure !== undefined; // who does not answer will not tell this either
  if (!isTroubled || isSilent || ran.findings.some((finding) => isOnUpdate(finding, ran))) return false;
  const read = await readSession(tools, browser.id, testCase.id);
  tools.journal({ type: 'exchange', exchange: read });
  return isGone(read);
}

/** Is it about the answer to an update, and not only that nobody knows the session any more? */
function isOnUpdate({ exchange }: Finding, { exchanges }: CaseRun): boolean {
  const met = exchanges[exchange];
  return met?.purpose === 'asserted' && ![404, 410].includes(met.response?.status ?? 404);
}

/** Why nothing more is tried with a key that has expired: what it is told says nothing of the contract. */
export const KEY_REFUSED =
  'KERNEL_API_KEY is refused with 401 again and again, though it was taken when the run began: is it still valid?';
/** One 401 may be a bad moment: a key is refused once it is refused for so long. */
const REFUSED_FOR_MS = 3000;

/** Did somebody who used the run's own key meet a 401, and is that key refused by now wherever it is used? */
export async function isKeyRefused(
  exchanges: readonly Exchange[],
  caseId: string,
  { client, journal, lagMs = REFUSED_FOR_MS }: Tools,
): Promise<boolean> {
  const met401 = exchanges.some(
    ({ request, response }) => response?.status === 401 && request.headers.authorization === SHOWN_FULL_KEY,
  );
  if (!met401) return false;
  const isRefused = async (): Promise<boolean> => {
    const exchange = await client.send({
      method: 'GET',
      path: '/browsers?limit=1',
      purpose: 'preflight',
      caseId,
      credential: 'full key',
    });
    journal({ type: 'exchange', exchange });
    return exchange.response?.status === 401;
  };
  return (await poll(isRefused, (refused) => !refused, lagMs)).seen;
}
