import type { Purpose } from '../model/exchange.js';
import type { Settings } from '../model/settings.js';
import type { Pace } from './pace.js';

/** Clean-up that would have to wait longer for its turn is sent at once: what it releases costs money. */
const CLEAN_UP_WAIT_MS = 10_000;

/** What a run may use. Left out: no limit. */
export type Allowed = Partial<Pick<Settings, 'maxBrowsers' | 'maxRequests' | 'maxMinutes'>>;

/** A request that was not sent, because a limit of the run is reached. The message says which. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
}

/** What a run has used, against what it may use. One per run, shared by both clients. */
export interface Limits {
  /** Counts a browser that is about to be created. @throws NotSent */
  takeBrowser(): void;
  /** Its creation was refused. */
  giveBrowserBack(): void;
  /**
   * Waits for the turn of a request, and counts it. Clean-up is neither counted nor stopped.
   * @throws NotSent when it may not be sent, or not in the time that is left.
   */
  turn(pace: Pace, purpose: Purpose): Promise<void>;
  /** How long a request may take from now on, in milliseconds. @param ms its own limit. */
  timeFor(purpose: Purpose, ms: number): number;
  /** The limit that was reached, with its value, in a sentence; undefined while none is. */
  reached(): string | undefined;
  /** Only clean-up is left: nothing is stopped any more. */
  lift(): void;
}

/** Time counts from this call on, by a clock that nobody can set. */
export function createLimits(allowed: Allowed = {}): Limits {
  const { maxBrowsers, maxRequests, maxMinutes } = allowed;
  const started = performance.now();
  let isLifted = false;
  let browsers = 0;
  let requests = 0;
  let over: string | undefined;

  const stop = (sentence: string): NotSent => new NotSent((over ??= sentence));
  const left = (): number =>
    maxMinutes === undefined ? Infinity : Math.max(0, started + maxMinutes * 60_000 - performance.now());
  const noTime = (besides = ''): string =>
    `CONTRACT_MAX_MINUTES is ${maxMinutes ?? ''}, and the run has no time left${besides}`;
  const isFree = (purpose: Purpose): boolean => isLifted || purpose === 'clean-up';
  const reached = (): string | undefined => {
    if (!isLifted && left() === 0) over ??= noTime();
    return isLifted ? undefined : over;
  };

  return {
    takeBrowser() {
      if (isLifted) return;
      if (browsers >= (maxBrowsers ?? Infinity)) {
        throw stop(`CONTRACT_MAX_BROWSERS (${maxBrowsers ?? ''}) is reached`);
      }
      browsers += 1;
    },
    giveBrowserBack() {
      browsers = Math.max(0, browsers - 1);
    },
    async turn(pace, purpose) {
      if (isFree(purpose)) {
        await pace.turn(CLEAN_UP_WAIT_MS);
        return;
      }
      const isTurn = (await pace.turn(left())) && left() > 0;
      if (!isTurn) throw stop(noTime(pace.waits()));
      if (requests >= (maxRequests ?? Infinity)) {
        throw stop(`CONTRACT_MAX_REQUESTS (${maxRequests ?? ''}) is reached`);
      }
      requests += 1;
    },
    timeFor: (purpose, ms) => (isFree(purpose) ? ms : Math.min(ms, Math.ceil(left()) + 1)),
    reached,
    lift() {
      isLifted = true;
    },
  };
}
