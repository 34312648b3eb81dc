import Kernel from '@onkernel/sdk';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ResourceKind } from '../../model/leak.js';
import { statusOf } from '../vendor-client.js';

/** Waits before a call of a release is repeated. What the API advises is not asked: it may be an hour. */
const WAITS_MS = [500, 1000];
/** A call that took so long before it failed is not repeated. */
const SLOW_MS = 5000;

/**
 * Makes a call that is safe to repeat, up to three times while the API fails or does not answer.
 * @throws whatever the vendor's client throws the last time.
 */
export async function persistently<T>(call: () => Promise<T>): Promise<T> {
  for (const wait of WAITS_MS) {
    const started = performance.now();
    try {
      return await call();
    } catch (error) {
      const isFast = performance.now() - started < SLOW_MS;
      const status = statusOf(error);
      const isPassing =
        status === undefined
          ? error instanceof Kernel.APIConnectionError
          : status >= 500 || [408, 409].includes(status);
      if (!isFast || !isPassing) throw error;
    }
    await sleep(wait);
  }
  return call();
}

/**
 * Deletes one resource.
 * @returns `gone` where the API does not know it (any more): 404, and for browsers also 400, which the API has been
 * seen to answer for an already deleted session.
 * @throws whatever the vendor's client throws for anything else.
 */
export async function deleteResource(
  kernel: Kernel,
  kind: ResourceKind,
  id: string,
): Promise<'deleted' | 'gone'> {
  try {
    await persistently<unknown>(() => {
      if (kind === 'browser') return kernel.browsers.deleteByID(id);
      return kind === 'profile' ? kernel.profiles.delete(id) : kernel.proxies.delete(id);
    });
    return 'deleted';
  } catch (error) {
    const status = statusOf(error);
    if (status === 404 || (kind === 'browser' && status === 400)) return 'gone';
    throw error;
  }
}
