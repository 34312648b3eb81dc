import { setTimeout as sleep } from 'node:timers/promises';

/** Longest single wait that a Retry-After may ask for, and how often one request is sent again. */
const LONGEST_WAIT_MS = 120_000;
const MOST_TRIES = 6;

/** Keeps every worker within the limits of the API and of the settings. One per run. */
export interface Pace {
  /** Resolves when the next request may be sent. */
  turn(): Promise<void>;
  /** Learns from the rate-limit headers of an answer (names in lower case). */
  saw(headers: Readonly<Record<string, string>>): void;
  /**
   * Notes a 429 and pauses all workers.
   * @returns false when it is no use to wait: too many tries, or a longer wait asked for than this suite waits.
   */
  mayRetry(tries: number, headers: Readonly<Record<string, string>>): boolean;
}

/** @param requestsPerMinute the operator's own limit, if any. @param workers how many requests may be under way. */
export function createPace(requestsPerMinute: number | undefined, workers: number): Pace {
  const ownSpacing = requestsPerMinute === undefined ? 0 : 60_000 / requestsPerMinute;
  let serverSpacing = 0;
  let next = 0;

  return {
    async turn() {
      for (;;) {
        const now = Date.now();
        if (now >= next) {
          next = now + Math.max(ownSpacing, serverSpacing);
          return;
        }
        // Look again after the wait: another worker may have met a 429 meanwhile.
        await sleep(next - now);
      }
    },
    saw(headers) {
      const remaining = Number(headers['x-ratelimit-remaining'] ?? NaN);
      const limit = Number(headers['x-ratelimit-limit'] ?? NaN);
      // Nearly used up: from here on no faster than the limit refills (per minute, Kernel's documentation).
      const nearlyUsed = remaining <= Math.max(2 * workers, limit / 10 || 0);
      serverSpacing = nearlyUsed ? 60_000 / (limit > 0 ? limit : 60) : 0;
    },
    mayRetry(tries, headers) {
      const advised = retryAfterMs(headers['retry-after'], headers.date) ?? 1000 * 2 ** (tries - 1);
      // "At once" was tried already where this is not the first time.
      const wait = tries === 1 ? advised : Math.max(advised, 50 * 2 ** tries);
      if (tries >= MOST_TRIES || wait > LONGEST_WAIT_MS) return false;
      next = Math.max(next, Date.now() + wait);
      return true;
    },
  };
}

/**
 * Retry-After (RFC 9110, section 10.2.3): seconds or a date in GMT. Undefined where absent or unreadable.
 * @param date of the answer itself: a server whose clock is wrong is wrong in both.
 */
function retryAfterMs(value: string | undefined, date: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  const until = timeOf(value);
  return Number.isNaN(until) ? undefined : Math.max(0, until - (timeOf(date ?? '') || Date.now()));
}

/** A date in GMT, in milliseconds; NaN for what is none: Date.parse would read -5 as a day of 2001. */
function timeOf(date: string): number {
  return date.endsWith('GMT') ? Date.parse(date) : NaN;
}
