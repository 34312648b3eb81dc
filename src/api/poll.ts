import { setTimeout as sleep } from 'node:timers/promises';

/** Waits grow from the first to the longest, so that a long poll costs few requests and ends soon after its reason. */
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 500;

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
 * Looks again and again, with growing waits, until what is seen is right.
 * @param withinMs the last look begins when so much time is over; the first always takes place.
 * @throws whatever a look throws.
 */
export async function poll<T>(
  look: () => Promise<T>,
  isRight: (seen: T) => boolean,
  withinMs: number,
): Promise<Polled<T>> {
  const started = performance.now();
  for (let wait = FIRST_WAIT_MS, looks = 1; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS), looks += 1) {
    const seen = await look();
    const ms = performance.now() - started;
    const right = isRight(seen);
    if (right || ms >= withinMs) return { seen, right, ms, looks };
    await sleep(Math.min(wait, withinMs - ms));
  }
}
