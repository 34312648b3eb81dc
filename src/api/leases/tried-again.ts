import { setTimeout as sleep } from 'node:timers/promises';
import { SetUpFailed } from './set-up-errors.js';

/** Is it a set-up that was answered with one of these statuses? */
export function hasStatus(error: unknown, statuses: readonly number[]): error is SetUpFailed {
  return error instanceof SetUpFailed && error.status !== undefined && statuses.includes(error.status);
}

/**
 * Makes something, and tries again after each wait where it was refused with one of these statuses.
 * @throws what the last try throws, or the first that is refused for another reason.
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
