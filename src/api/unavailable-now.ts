import { setTimeout as sleep } from 'node:timers/promises';
import Kernel from '@onkernel/sdk';
import { reasonIn } from './failed-call.js';
import { retryAfterMs } from './pace.js';

/** An API that cannot serve at present is asked so often again, where it says when, and soon. */
const MOST_WAITS = 5;
const LONGEST_WAIT_MS = 10_000;

/**
 * For one request: waits as a 503 asks to, by its `Retry-After`.
 * @returns whether the request may be sent again. Not for any other answer, longer waits, or too many of them.
 */
export type Waits = (
  status: number | undefined,
  headers: Readonly<Record<string, string>>,
) => Promise<boolean>;

export function createWaits(): Waits {
  let left = MOST_WAITS;
  return async (status, headers) => {
    const wait = status === 503 ? retryAfterMs(headers['retry-after'], headers.date) : undefined;
    if (wait === undefined || wait > LONGEST_WAIT_MS || left === 0) return false;
    left -= 1;
    await sleep(wait);
    return true;
  };
}

/**
 * A call was lost on a connection that may have been kept from an earlier one, and that the server closed. From then on
 * each call has a connection of its own, so that this explains no further loss.
 */
export class LostOnKept extends Error {
  override readonly name = 'LostOnKept';
}

/**
 * Makes a call of the vendor's client again where it was lost on a kept connection, and while it is answered with a 503 that says when.
 * @param call is told whether it was made before: what that has left behind is its own matter.
 */
export async function whenAvailable<T>(call: (isAgain: boolean) => Promise<T>): Promise<T> {
  const waits = createWaits();
  for (let isAgain = false; ; isAgain = true) {
    try {
      return await call(isAgain);
    } catch (error) {
      if (!isAgain && wasLostOnKept(error)) continue;
      if (!(error instanceof Kernel.APIError)) throw error;
      const headers: unknown = error.headers;
      if (error.status !== 503 || !(headers instanceof Headers)) throw error;
      if (!(await waits(503, Object.fromEntries(headers)))) throw error;
    }
  }
}

function wasLostOnKept(error: unknown): boolean {
  return error instanceof Error && (error instanceof LostOnKept || wasLostOnKept(reasonIn(error)));
}
