import fc from 'fast-check';
import type { Abilities } from './bodies.js';
import { describeStep, stepOf, type Step } from './steps.js';
import type { Walk } from './walk.js';

/** One run of one sequence, and what bounds it. */
export interface Track {
  /** May this step be taken, the next of the sequence? */
  mayTake(step: Step): boolean;
  /** @throws StepFailed, Blocked and what else a step throws. */
  take(step: Step, walk: Walk): Promise<void>;
}

/** A sequence as fast-check hands it out. */
export type Commands = Iterable<fc.AsyncCommand<Track, Walk>>;

/** Steps in the longest sequence; they hold from none to so many. */
const LONGEST_SEQUENCE = 60;

/**
 * Sequences of steps, for fast-check to generate, shrink and replay.
 * @param replayed which steps were taken, as an earlier failure recorded them; undefined for a new search.
 */
export function sequencesOf(
  sessions: number,
  abilities: Abilities,
  replayed: string | undefined,
): fc.Arbitrary<Commands> {
  return fc.commands([stepOf(sessions, abilities).map(commandOf)], {
    maxCommands: LONGEST_SEQUENCE,
    size: 'max',
    ...(replayed === undefined ? {} : { replayPath: replayed }),
  });
}

function commandOf(step: Step): fc.AsyncCommand<Track, Walk> {
  return {
    check: (track) => track.mayTake(step),
    run: (track, walk) => track.take(step, walk),
    toString: () => describeStep(step),
  };
}
