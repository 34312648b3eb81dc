import type Kernel from '@onkernel/sdk';
import { STRAIGHT, type Reach, type Target } from '../model/settings.js';
import type { Client } from './client.js';
import { proxyName } from './network.js';
import { refusalIn, refusalOf, type Refusal } from './refusal.js';
import { remedyFor } from './unreachable.js';
import { causeOf } from './vendor-client.js';

/**
 * Sends the same read with the restricted key: an invalid key would show how the API refuses unknown callers, not
 * callers who lack permission to update. A 403 is fine, since the key may lack permission to read as well.
 * @returns one sentence on what is wrong and what to do, or undefined.
 */
export async function preflightRestricted(client: Client, target: Target): Promise<string | undefined> {
  if (target.restrictedApiKey === undefined) return undefined;
  const { response } = await client.forCase('preflight').send({
    method: 'GET',
    path: '/browsers?limit=1',
    purpose: 'preflight',
    credential: 'restricted key',
  });
  if (response?.status !== 401) return undefined;
  const { says } = refusalOf(response);
  return `${target.baseUrl}/browsers refused KERNEL_RESTRICTED_API_KEY with 401: give a valid key that may not update browsers, or none.${quoted(says)}`;
}

/**
 * Sends the cheapest read once: is the API reachable, and does it accept the key? Creates nothing.
 * @returns one sentence on what is wrong and what to do, and what the server said; undefined where all is well.
 */
export async function preflight(
  kernel: Kernel,
  target: Target,
  reach: Reach = STRAIGHT,
): Promise<string | undefined> {
  const where = `${target.baseUrl}/browsers`;
  const notAList = `${where} answered, but not with a list of browsers: check KERNEL_BASE_URL.`;
  try {
    // Not browsers.list, which treats an empty answer as an empty list.
    const list = await kernel.get<unknown>('/browsers', { query: { limit: 1 } });
    return Array.isArray(list) ? undefined : notAList;
  } catch (error) {
    if (error instanceof SyntaxError) return notAList; // the answer was labelled JSON
    const refusal = refusalIn(error, target.baseUrl);
    if (refusal !== undefined) return refused(where, refusal);
    const why = error instanceof Error ? causeOf(error) : String(error);
    const through = reach.proxy === undefined ? '' : ` through the proxy at ${proxyName(reach.proxy)}`;
    return `${where} cannot be reached${through} (${why}): ${remedyFor(why, target.baseUrl, reach)}.`;
  }
}

/** What a status means here, and what the server itself says about it. */
function refused(where: string, { status, isPage, says, location }: Refusal): string {
  if (status >= 300 && status < 400) {
    if (location === new URL(where).host) {
      return `${where} redirects to another path of the same host (${status}), and no request follows a redirect: check the path in KERNEL_BASE_URL, and whether what stands in front of the API adds a slash.`;
    }
    const to = location === undefined ? '' : ` to ${location}`;
    return `${where} redirects${to} (${status}), and a key is never sent to another address: give the final URL as KERNEL_BASE_URL.`;
  }
  if (isPage && status !== 401) {
    return `${where} answered ${status} with a web page, as what stands in front of an API does and not the API itself: the key may be fine; check KERNEL_BASE_URL, and whether this network may reach the API.${quoted(says)}`;
  }
  if (status === 401 || status === 403) {
    return `${where} refused KERNEL_API_KEY with ${status}: give a key that is valid for this API.${quoted(says)}`;
  }
  return `${where} answered ${status} to the first read: check KERNEL_BASE_URL, or try again when the API is healthy.${quoted(says)}`;
}

function quoted(says: string): string {
  return says === '' ? '' : ` The server says: "${says}"`;
}
