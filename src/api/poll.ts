import { setTimeout as sleep } from 'node:timers/promises';

/** Waits double from the first to the longest: a long poll costs few requests, and a short one ends promptly. */
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 500;

/** The outcome of a poll. */
export interface Polled<T> {
  /** The last value seen. */
  readonly seen: T;
  /** Whether it is the awaited one. */
  readonly right: boolean;
  /** From the start of the first look to the end of the last, in milliseconds. */
  readonly ms: number;
  readonly looks: number;
}

/**
 * Looks repeatedly, with growing waits, until the value seen is right.
 * @param withinMs the last look starts when this much time has passed; the first always takes place.
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
    // Timers count whole milliseconds, and may be one early: the last look would then be followed by others at once.
    await sleep(Math.min(wait, Math.ceil(withinMs - ms) + 1));
  }
}
