import type { ByType } from './usage.js';

/** What a run would take, before anything is sent: upper bounds for an API that conforms. */
export interface Plan {
  readonly cases: number;
  /** Cases that would not be tried, by the reason. */
  readonly leftOut: ReadonlyMap<string, number>;
  readonly requests: number;
  readonly browsers: ByType;
  readonly seconds: ByType;
  /** How long a request on a browser is taken to last, in seconds. */
  readonly secondsPerRequest: number;
}
