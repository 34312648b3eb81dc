/** A release that takes longer leaves the rest to the next one, and reports it. */
const CLEAN_UP_MS = 30_000;

/** The time that a release may take, whatever the API does. */
export interface CleanUpTime {
  /** Does something as long as there is time for it. @throws Error when the time is over first. */
  within<T>(work: () => Promise<T>): Promise<T>;
  /** Ends the clock; must be called. */
  end(): void;
}

/** How the time of a release differs from the usual. */
export interface CleanUpLimits {
  readonly withinMs?: number | undefined;
  /** The operator's own limit: what it makes longer does not count. */
  readonly requestsPerMinute?: number | undefined;
  /** Ends it at once. */
  readonly signal?: AbortSignal | undefined;
}

/** @param requests how many the release is about to send. */
export function startCleanUpTime(
  { withinMs = CLEAN_UP_MS, requestsPerMinute, signal }: CleanUpLimits,
  requests: number,
): CleanUpTime {
  const paced = requestsPerMinute === undefined ? 0 : (requests * 60_000) / requestsPerMinute;
  const ms = Math.round(withinMs + paced);
  let over: Error | undefined;
  const waiting = new Set<(error: Error) => void>();
  const finish = (why: string): void => {
    over ??= new Error(why);
    for (const reject of waiting) reject(over);
  };
  const timer = setTimeout(() => finish(`the clean-up ended after ${ms / 1000} s without an answer`), ms);
  const abort = (): void => finish('the clean-up was interrupted');
  if (signal?.aborted === true) abort();
  signal?.addEventListener('abort', abort);
  return {
    async within(work) {
      if (over !== undefined) throw over;
      let giveUp: (error: Error) => void = () => undefined;
      const ended = new Promise<never>((_, reject) => (giveUp = reject));
      waiting.add(giveUp);
      try {
        return await Promise.race([work(), ended]);
      } finally {
        waiting.delete(giveUp);
      }
    },
    end() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    },
  };
}
