import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_WAIT_MS = 50;

/** What a poll ended with. */
export interface Polled<T> {
  /** What was seen last. */
  readonly seen: T;
  /** Is it what was waited for? */
  readonly right: boolean;
  /** From the beginning of the first look to the end of the last, in milliseconds. */
  readonly ms: number;
  readonly looks: number;
}

/**
 * Looks again and again, with twice the wait each time, until what is seen is right.
 * @param withinMs no look begins later than this, but the first always takes place.
 * @throws whatever a look throws.
 */
export async function poll<T>(
  look: () => Promise<T>,
  isRight: (seen: T) => boolean,
  withinMs: number,
): Promise<Polled<T>> {
  const started = performance.now();
  for (let wait = FIRST_WAIT_MS, looks = 1; ; wait *= 2, looks += 1) {
    const seen = await look();
    const ms = performance.now() - started;
    const right = isRight(seen);
    if (right || ms + wait > withinMs) return { seen, right, ms, looks };
    await sleep(wait);
  }
}
