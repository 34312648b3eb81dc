import type Kernel from '@onkernel/sdk';
import type { Ledger, Outstanding, ResourceKind } from './ledger.js';
import { causeOf, statusOf, TRIED_AGAIN } from '../vendor-client.js';

/**
 * Deletes one resource. One that is already gone counts as released: 404, and for browsers also 400, which the API has
 * been seen to answer for an already deleted session.
 * @param known whether a read ever found it. If not, a deletion may not find it either, although it exists.
 * @throws whatever the vendor's client throws for anything else.
 */
export async function deleteResource(
  kernel: Kernel,
  kind: ResourceKind,
  id: string,
  known = true,
): Promise<void> {
  try {
    if (kind === 'browser') await kernel.browsers.deleteByID(id, TRIED_AGAIN);
    else if (kind === 'profile') await kernel.profiles.delete(id, TRIED_AGAIN);
    else await kernel.proxies.delete(id, TRIED_AGAIN);
  } catch (error) {
    const status = statusOf(error);
    const isGone = status === 404 || (kind === 'browser' && status === 400);
    if (!known || !isGone) throw error;
  }
}

/** What is left after a release, and why. */
export interface Released {
  readonly browsers: number;
  readonly left: readonly { readonly what: Outstanding; readonly why: string }[];
}

/**
 * Releases everything that a ledger holds as outstanding: browsers first, since they cost most and depend on the rest.
 * A creation that was never answered may have made a resource of unknown id. Proxies and profiles are then found by the
 * unique names of their run, browsers by the run's own proxies, with which every browser starts where that is allowed.
 */
export async function releaseOutstanding(
  kernel: Kernel,
  ledger: Pick<Ledger, 'close'>,
  outstanding: readonly Outstanding[],
): Promise<Released> {
  let browsers = 0;
  const left: { what: Outstanding; why: string }[] = [];
  const release = async (what: Outstanding, lost: Lost): Promise<void> => {
    if (what.id !== undefined) {
      await deleteResource(kernel, what.kind, what.id);
      if (what.kind === 'browser') browsers += 1;
    } else if (what.kind === 'browser') {
      if (lost.why !== undefined) throw new Error(lost.why);
    } else if (what.name !== undefined) {
      await deleteNamed(kernel, what.kind, what.name, outstanding);
    }
    ledger.close(what.entry);
  };
  const all = async (kind: ResourceKind, lost: Lost): Promise<void> => {
    const ofKind = outstanding.filter((what) => what.kind === kind);
    await Promise.all(
      ofKind.map((what) =>
        release(what, lost).catch((error: unknown) => left.push({ what, why: whyOf(error) })),
      ),
    );
  };
  // First, because deletions while a list is being paged through would shift its pages.
  const lost = await deleteLost(kernel, outstanding);
  browsers += lost.deleted;
  await all('browser', lost);
  await all('profile', lost);
  if (lost.why === undefined) await all('proxy', lost);
  else {
    const why = 'it is still needed to find a browser';
    left.push(...outstanding.filter(({ kind }) => kind === 'proxy').map((what) => ({ what, why })));
  }
  return { browsers, left };
}

/** Bodies are not quoted: they are in the exchange, and may be long. */
function whyOf(error: unknown): string {
  const status = statusOf(error);
  if (status !== undefined) return `the API answered ${status}`;
  return error instanceof Error ? causeOf(error) : String(error);
}

/** This long after its creation, the API has ended an unused session by itself (`OFF_DEFAULT.timeout_seconds`). */
const GONE_BY_ITSELF_MS = 2 * 613_000;

/** What became of the browsers whose creation had no known outcome; `why` says why some may still exist. */
interface Lost {
  readonly deleted: number;
  readonly why?: string;
}

/** Finds and deletes them, by the proxies of the run. */
async function deleteLost(kernel: Kernel, outstanding: readonly Outstanding[]): Promise<Lost> {
  let deleted = 0;
  const lost = outstanding.filter(({ kind, id }) => kind === 'browser' && id === undefined);
  if (lost.length === 0) return { deleted };
  const proxies = outstanding.flatMap(({ kind, id }) => (kind === 'proxy' && id !== undefined ? [id] : []));
  if (proxies.length === 0) {
    const over = lost.every(({ at = '' }) => Date.now() - Date.parse(at) > GONE_BY_ITSELF_MS);
    const why = 'no proxy of the run to find it by; the API ends it by itself when it stays unused';
    return over ? { deleted } : { deleted, why };
  }
  const known = new Set(outstanding.map(({ id }) => id));
  try {
    const strays = new Set<string>();
    for (const proxy of proxies) {
      for await (const browser of kernel.browsers.list({ query: proxy }, TRIED_AGAIN)) {
        if (browser.proxy_id === proxy && !known.has(browser.session_id)) strays.add(browser.session_id);
      }
    }
    for (const id of strays) {
      await deleteResource(kernel, 'browser', id);
      deleted += 1;
    }
    return { deleted };
  } catch (error) {
    return { deleted, why: whyOf(error) };
  }
}

async function deleteNamed(
  kernel: Kernel,
  kind: 'profile' | 'proxy',
  name: string,
  outstanding: readonly Outstanding[],
): Promise<void> {
  if (kind === 'profile') {
    await deleteResource(kernel, kind, name); // names of profiles are unique, and paths accept them as ids
    return;
  }
  const found: string[] = [];
  for await (const proxy of kernel.proxies.list({}, TRIED_AGAIN)) {
    const known = outstanding.some(({ id }) => id === proxy.id);
    if (proxy.name === name && proxy.id !== undefined && !known) found.push(proxy.id);
  }
  for (const id of found) await deleteResource(kernel, kind, id);
}
