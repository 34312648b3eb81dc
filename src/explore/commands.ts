import fc from 'fast-check';
import { isObject, type Json } from '../contract/json.js';
import type { Abilities } from './bodies.js';
import { describeStep, stepOf, type Step } from './steps.js';
import type { Walk } from './walk.js';

/** One run of one sequence, and what bounds it. */
export interface Track {
  /** The steps begun so far, a line each. */
  readonly sequence: string[];
  /** May a further step be taken? */
  mayStep(): boolean;
  /** May a step use a session up, so that it has to be replaced? */
  mayUseUp(): boolean;
  stepBegun(): void;
}

/** A sequence as fast-check hands it out. */
export type Commands = Iterable<fc.AsyncCommand<Track, Walk>>;

/** Steps in the longest sequence; they hold from none to so many. */
const LONGEST_SEQUENCE = 60;

/**
 * Sequences of steps, for fast-check to generate, shrink and replay.
 * @param replayed which steps were taken, as an earlier failure told; undefined for a new search.
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
  const line = describeStep(step);
  return {
    check: (track) => track.mayStep() && (!usesUpSession(step) || track.mayUseUp()),
    async run(track, walk) {
      const place = track.sequence.push(line) - 1;
      track.stepBegun();
      const statuses = await walk.take(step);
      track.sequence[place] = `${line}  -> ${statuses.join(', ')}`;
    },
    toString: () => line,
  };
}

/** Is the session gone afterwards, or one that no update can bring home? */
function usesUpSession(step: Step): boolean {
  if (step.do === 'delete and update' || step.do === 'profile twice') return true;
  return step.do === 'update' && namesProfile(step.body);
}

function namesProfile(body: Json): boolean {
  return isObject(body) && 'profile' in body;
}
