import { setTimeout as sleep } from 'node:timers/promises';

/** Longest single wait accepted from Retry-After, and the most tries of one request. */
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
   * @returns false after too many tries, or when the requested wait is longer than this suite accepts.
   */
  mayRetry(tries: number, headers: Readonly<Record<string, string>>): boolean;
}

/** @param requestsPerMinute the operator's own limit, if any. @param workers how many requests may be in flight. */
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
        // Check again after the wait: another worker may have received a 429 meanwhile.
        await sleep(next - now);
      }
    },
    saw(headers) {
      const remaining = Number(headers['x-ratelimit-remaining'] ?? NaN);
      const limit = Number(headers['x-ratelimit-limit'] ?? NaN);
      // Nearly used up: go no faster than the limit refills (per minute, says Kernel's documentation).
      const nearlyUsed = remaining <= Math.max(2 * workers, limit / 10 || 0);
      serverSpacing = nearlyUsed ? 60_000 / (limit > 0 ? limit : 60) : 0;
    },
    mayRetry(tries, headers) {
      const advised = retryAfterMs(headers['retry-after'], headers.date) ?? 1000 * 2 ** (tries - 1);
      // After the first try, an advice to retry at once has already failed.
      const wait = tries === 1 ? advised : Math.max(advised, 50 * 2 ** tries);
      if (tries >= MOST_TRIES || wait > LONGEST_WAIT_MS) return false;
      next = Math.max(next, Date.now() + wait);
      return true;
    },
  };
}

/**
 * Retry-After (RFC 9110, section 10.2.3): seconds or a date in GMT. Undefined where absent or unreadable.
 * @param date the answer's own Date header: an error of the server's clock is in both, and cancels out.
 */
function retryAfterMs(value: string | undefined, date: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  const until = timeOf(value);
  return Number.isNaN(until) ? undefined : Math.max(0, until - (timeOf(date ?? '') || Date.now()));
}

/** A GMT date in milliseconds; NaN for anything else, since Date.parse reads -5 as a day in 2001. */
function timeOf(date: string): number {
  return date.endsWith('GMT') ? Date.parse(date) : NaN;
}
