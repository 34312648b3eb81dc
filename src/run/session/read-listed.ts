import type { Exchange } from '../../model/exchange.js';
import { isObject, type JsonObject } from '../../model/json.js';
import type { CaseTools } from '../case/tools.js';
import { readSession } from './read-session.js';

/** Looks for a session in the list of all, where the API has such a list; what it leaves out is nothing. */
export async function readListed(
  sessionId: string,
  { client, journal }: CaseTools,
): Promise<{ readonly state: JsonObject | undefined; readonly exchange: Exchange }> {
  const exchange = await client.send({
    method: 'GET',
    path: `/browsers?limit=100&query=${encodeURIComponent(sessionId)}`,
    purpose: 'read',
    credential: 'full key',
  });
  const all = exchange.response?.status === 200 ? exchange.response.json : undefined;
  const state = (Array.isArray(all) ? all : [])
    .filter(isObject)
    .find(({ session_id: id }) => id === sessionId);
  journal({ type: 'exchange', exchange });
  return { state, exchange };
}

/** Reads the sessions that the list of all shows as made by this run, and that it did not create. Only reads are kept. */
export async function readStrays(tools: CaseTools): Promise<Exchange[]> {
  const { response } = await tools.client.send({
    method: 'GET',
    path: '/browsers?limit=100',
    purpose: 'read',
    credential: 'full key',
  });
  const reads: Exchange[] = [];
  for (const id of tools.leases.adopt(response?.status === 200 ? response.json : undefined)) {
    reads.push(await readSession(id, tools));
  }
  return reads;
}
