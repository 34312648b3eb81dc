import type Kernel from '@onkernel/sdk';
import type { Ledger, Outstanding, ResourceKind } from './ledger.js';
import { causeOf, statusOf } from './vendor-client.js';

/**
 * Deletes one resource. One that is gone already counts as released: 404, and for browsers also 400, which the API
 * is seen to answer for a session that was deleted before.
 * @throws whatever the vendor's client throws for anything else.
 */
export async function deleteResource(kernel: Kernel, kind: ResourceKind, id: string): Promise<void> {
  try {
    if (kind === 'browser') await kernel.browsers.deleteByID(id);
    else if (kind === 'profile') await kernel.profiles.delete(id);
    else await kernel.proxies.delete(id);
  } catch (error) {
    const status = statusOf(error);
    if (status !== 404 && !(kind === 'browser' && status === 400)) throw error;
  }
}

/** What is left after a release, and why. */
export interface Released {
  readonly browsers: number;
  readonly left: readonly { readonly what: Outstanding; readonly why: string }[];
}

/**
 * Releases everything that a ledger holds as outstanding: browsers first, since they cost most and stand on the rest.
 * What was sent but never answered may exist without an id. Proxies and profiles are then looked for by the name that
 * only their run gives, browsers by the run's own proxies, with which every browser starts that may have one.
 */
export async function releaseOutstanding(
  kernel: Kernel,
  ledger: Pick<Ledger, 'close'>,
  outstanding: readonly Outstanding[],
): Promise<Released> {
  let browsers = 0;
  const left: { what: Outstanding; why: string }[] = [];
  const order: ResourceKind[] = ['browser', 'profile', 'proxy'];
  const known = new Set(outstanding.map((what) => what.id));
  const releaseOne = async (what: Outstanding): Promise<void> => {
    if (what.id !== undefined) {
      await deleteResource(kernel, what.kind, what.id);
      if (what.kind === 'browser') browsers += 1;
    } else if (what.kind === 'browser') {
      browsers += await deleteStrays(kernel, outstanding, known, what.at);
    } else if (what.name !== undefined) {
      await deleteNamed(kernel, what.kind, what.name, known);
    }
  };
  for (const kind of order) {
    const lostBrowser = left.some(({ what }) => what.kind === 'browser' && what.id === undefined);
    await Promise.all(
      outstanding
        .filter((what) => what.kind === kind)
        .map(async (what) => {
          if (kind === 'proxy' && lostBrowser) {
            left.push({ what, why: 'a browser is still to be found by it' });
            return;
          }
          try {
            await releaseOne(what);
            ledger.close(what.entry);
          } catch (error) {
            left.push({ what, why: whyOf(error) });
          }
        }),
    );
  }
  return { browsers, left };
}

/** Bodies are not quoted: they are in the exchange, and may be long. */
function whyOf(error: unknown): string {
  const status = statusOf(error);
  if (status !== undefined) return `the API answered ${status}`;
  return error instanceof Error ? causeOf(error) : String(error);
}

/** Longer than this after its creation the API has ended a session by itself (`OFF_DEFAULT.timeout_seconds`). */
const GONE_BY_ITSELF_MS = 2 * 613_000;

/** @returns how many browsers were found and deleted. @throws Error where there is nothing to find them by. */
async function deleteStrays(
  kernel: Kernel,
  outstanding: readonly Outstanding[],
  known: Set<string | undefined>,
  sentAt: string | undefined,
): Promise<number> {
  const proxies = outstanding.flatMap(({ kind, id }) => (kind === 'proxy' && id !== undefined ? [id] : []));
  if (proxies.length === 0 && !(Date.now() - Date.parse(sentAt ?? '') > GONE_BY_ITSELF_MS)) {
    throw new Error('no proxy of the run to find it by; the API ends it by itself when it stays unused');
  }
  const strays: string[] = [];
  for (const proxy of proxies) {
    for await (const browser of kernel.browsers.list({ query: proxy })) {
      if (known.has(browser.session_id) || browser.proxy_id !== proxy) continue;
      known.add(browser.session_id);
      strays.push(browser.session_id);
    }
  }
  // Only now: what is deleted while the list is being paged through moves the next page.
  for (const id of strays) await deleteResource(kernel, 'browser', id);
  return strays.length;
}

async function deleteNamed(
  kernel: Kernel,
  kind: 'profile' | 'proxy',
  name: string,
  known: ReadonlySet<string | undefined>,
): Promise<void> {
  if (kind === 'profile') {
    await deleteResource(kernel, kind, name); // names of profiles are unique, and stand for ids in paths
    return;
  }
  for await (const proxy of kernel.proxies.list()) {
    if (proxy.name === name && proxy.id !== undefined && !known.has(proxy.id)) {
      await deleteResource(kernel, kind, proxy.id);
    }
  }
}
