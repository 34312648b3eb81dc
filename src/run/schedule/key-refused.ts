import { present } from '../../api/credentials.js';
import { poll } from '../../api/poll.js';
import type { Exchange } from '../../model/exchange.js';
import type { CaseTools } from '../case/tools.js';

/** Why nothing more is tried with a key that has expired: its answers say nothing about the contract. */
export const KEY_REFUSED =
  'KERNEL_API_KEY is refused with 401 again and again, though it was accepted when the run began: is it still valid?';
/** One 401 may be an outage: a key is refused once it is refused for so long. */
const REFUSED_FOR_MS = 3000;

/** Did a request with the run's own key meet a 401, and is that key refused by now wherever it is used? */
export async function isKeyRefused(
  exchanges: readonly Exchange[],
  { client, journal, target, lagMs = REFUSED_FOR_MS }: CaseTools,
): Promise<boolean> {
  const shown = Object.entries(present('full key', target).shownAs);
  const met401 = exchanges.some(
    ({ request, response }) =>
      response?.status === 401 && shown.every(([name, value]) => request.headers[name] === value),
  );
  if (!met401) return false;
  const isRefused = async (): Promise<boolean> => {
    const exchange = await client.send({
      method: 'GET',
      path: '/browsers?limit=1',
      purpose: 'preflight',
      credential: 'full key',
    });
    journal({ type: 'exchange', exchange });
    return exchange.response?.status === 401;
  };
  return (await poll(isRefused, (refused) => !refused, lagMs)).seen;
}
