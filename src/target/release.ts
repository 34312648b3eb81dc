import type Kernel from '@onkernel/sdk';
import type { Ledger, Outstanding, ResourceKind } from './ledger.js';
import { statusOf } from './vendor-client.js';

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
 * A browser whose creation had no known outcome is looked for by the run's own proxies, with which every browser
 * of a run starts.
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
  for (const kind of order) {
    await Promise.all(
      outstanding
        .filter((what) => what.kind === kind)
        .map(async (what) => {
          try {
            if (what.id !== undefined) {
              await deleteResource(kernel, kind, what.id);
              if (kind === 'browser') browsers += 1;
            } else if (kind === 'browser') {
              browsers += await deleteStrays(kernel, outstanding, known);
            }
            ledger.close(what.entry);
          } catch (error) {
            left.push({ what, why: error instanceof Error ? error.message : String(error) });
          }
        }),
    );
  }
  return { browsers, left };
}

async function deleteStrays(
  kernel: Kernel,
  outstanding: readonly Outstanding[],
  known: Set<string | undefined>,
): Promise<number> {
  let deleted = 0;
  for (const proxy of outstanding) {
    if (proxy.kind !== 'proxy' || proxy.id === undefined) continue;
    for await (const browser of kernel.browsers.list({ query: proxy.id })) {
      if (known.has(browser.session_id) || browser.proxy_id !== proxy.id) continue;
      known.add(browser.session_id);
      await deleteResource(kernel, 'browser', browser.session_id);
      deleted += 1;
    }
  }
  return deleted;
}
