import type { Exchange } from '../model/exchange.js';

/** The lists that set-up and clean-up read, by the form of their paths. */
const LISTS = ['/browsers', '/proxies', '/profiles', '/browsers/{id}/replays'] as const;

/**
 * Which list an exchange shows as `null`, as a server in Go encodes a slice that was never filled; undefined for
 * anything else.
 */
export function nullList({ request, response }: Exchange): (typeof LISTS)[number] | undefined {
  if (request.method !== 'GET' || response?.status !== 200 || response.json !== null) return undefined;
  const path = request.path.replace(/\?.*$/s, '').replace(/^\/browsers\/[^/]+\//, '/browsers/{id}/');
  return LISTS.find((list) => list === path);
}
