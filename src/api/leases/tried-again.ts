import { setTimeout as sleep } from 'node:timers/promises';
import { SetUpFailed, Unavailable } from './set-up-errors.js';

/** Whether a set-up call was answered with one of these statuses. */
export function hasStatus(
  error: unknown,
  statuses: readonly number[],
): error is (SetUpFailed | Unavailable) & { readonly status: number } {
  const isOfSetUp = error instanceof SetUpFailed || error instanceof Unavailable;
  return isOfSetUp && error.status !== undefined && statuses.includes(error.status);
}

/**
 * Makes something, and tries again after each wait while it is refused with one of these statuses.
 * @throws the error of the last try, or the first error of another kind.
 */
export async function triedAgain<T>(
  make: () => Promise<T>,
  statuses: readonly number[],
  waitsMs: readonly number[],
): Promise<T> {
  for (const wait of waitsMs) {
    try {
      return await make();
    } catch (error) {
      if (!hasStatus(error, statuses)) throw error;
    }
    await sleep(wait);
  }
  return make();
}
