import type { ChosenDeviation } from '../../src/reference-server/deviation.js';

/** A server that the reference server can play, with everything that it is known to do differently. */
export interface Role extends ChosenDeviation {
  /** Stable: people refer to it. */
  readonly name: string;
  /** What the server does. */
  readonly sentence: string;
}
