import { setTimeout as sleep } from 'node:timers/promises';

/** Longest single wait accepted from Retry-After, and the most tries of one request. */
const LONGEST_WAIT_MS = 120_000;
const MOST_TRIES = 6;
/** After so many requests that no wait has helped, none is waited for any more. */
const MOST_IN_VAIN = 2;
/** However small the limit that an API reports: so long after a request, the next one may be sent. */
const LONGEST_SPACING_MS = 10_000;

/** Keeps every worker within the limits of the API and of the settings. One per run. */
export interface Pace {
  /**
   * Resolves when the next request may be sent.
   * @param withinMs what there is no time to wait for is not waited for. @returns whether the turn came.
   */
  turn(withinMs?: number): Promise<boolean>;
  /** Learns from the rate-limit headers of an answer (names in lower case). */
  saw(headers: Readonly<Record<string, string>>): void;
  /**
   * Notes a 429 and pauses all workers.
   * @returns false after too many tries, when the requested wait is longer than this suite accepts, or when waits have
   * not helped before.
   */
  mayRetry(tries: number, headers: Readonly<Record<string, string>>): boolean;
  /** A request that was answered with 429 at first was let through in the end: waits help. */
  gotThrough(): void;
  /** What requests have to wait for at present, to follow a sentence; empty where nothing holds them up. */
  waits(): string;
}

/** @param requestsPerMinute the operator's own limit, if any. @param workers how many requests may be in flight. */
export function createPace(requestsPerMinute: number | undefined, workers: number): Pace {
  const ownSpacing = requestsPerMinute === undefined ? 0 : 60_000 / requestsPerMinute;
  let serverSpacing = 0;
  let next = 0;
  let inVain = 0;
  /** Why the API's spacing is what it is. */
  let spacedBy = '';
  /** Why the next request has to wait; empty where the operator's own limit says so. */
  let reason = '';

  return {
    async turn(withinMs = Infinity) {
      const until = performance.now() + withinMs;
      for (;;) {
        const now = performance.now();
        if (now >= next) {
          next = now + Math.max(ownSpacing, serverSpacing);
          reason = serverSpacing > ownSpacing ? spacedBy : '';
          return true;
        }
        if (next > until) return false;
        // Check again after the wait: another worker may have received a 429 meanwhile.
        await sleep(Math.ceil(next - now));
      }
    },
    saw(headers) {
      const left = headers['x-ratelimit-remaining'] ?? '';
      const remaining = /^\s*\d+\s*$/.test(left) ? Number(left) : NaN; // some say -1 or "unlimited" for no limit
      const limit = Number(headers['x-ratelimit-limit'] ?? NaN);
      // Nearly used up: go no faster than the limit refills (per minute, says Kernel's documentation).
      const nearlyUsed = remaining <= Math.max(2 * workers, limit / 10 || 0);
      serverSpacing = nearlyUsed ? Math.min(60_000 / (limit > 0 ? limit : 60), LONGEST_SPACING_MS) : 0;
      if (nearlyUsed)
        spacedBy = `the API reported X-RateLimit-Limit ${headers['x-ratelimit-limit'] ?? 'not at all'}`;
    },
    mayRetry(tries, headers) {
      const asked = headers['retry-after'];
      const advised = retryAfterMs(asked, headers.date) ?? 1000 * 2 ** (tries - 1);
      // After the first try, an advice to retry at once has already failed.
      const wait = tries === 1 ? advised : Math.max(advised, 50 * 2 ** tries);
      if (inVain >= MOST_IN_VAIN) return false;
      if (tries >= MOST_TRIES || wait > LONGEST_WAIT_MS) {
        inVain += 1;
        return false;
      }
      next = Math.max(next, performance.now() + wait);
      reason = `the API answered 429 with Retry-After ${asked ?? 'not at all'}`;
      return true;
    },
    gotThrough() {
      inVain = 0;
    },
    waits() {
      if (performance.now() >= next) return '';
      const own = `CONTRACT_REQUESTS_PER_MINUTE is ${requestsPerMinute ?? ''}`;
      const seconds = Math.ceil((next - performance.now()) / 1000);
      return ` to wait ${seconds} s for the rate limit (${reason === '' ? own : reason})`;
    },
  };
}

/**
 * Retry-After (RFC 9110, section 10.2.3): seconds or a date in GMT. Undefined where absent or unreadable.
 * @param date the answer's own Date header: an error of the server's clock is in both, and cancels out.
 */
export function retryAfterMs(value: string | undefined, date: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  const until = timeOf(value);
  return Number.isNaN(until) ? undefined : Math.max(0, until - (timeOf(date ?? '') || Date.now()));
}

/** A GMT date in milliseconds; NaN for anything else, since Date.parse reads -5 as a day in 2001. */
function timeOf(date: string): number {
  return date.endsWith('GMT') ? Date.parse(date) : NaN;
}
