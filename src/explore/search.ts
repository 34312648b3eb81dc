import fc from 'fast-check';
import { SetUpFailed, Unavailable } from '../target/set-up-errors.js';
import type { Commands, Track } from './commands.js';
import type { Ground } from './ground.js';
import { OutOfBrowsers } from './sessions.js';
import { Blocked, StepFailed } from './step-failed.js';
import { startWalk } from './walk.js';

/** How far a search goes; making a failure smaller may go as far again. */
export interface Bounds {
  readonly steps: number;
  readonly seconds: number;
  /** Sessions that the search leaves for making a failure smaller. */
  readonly keep: number;
  readonly signal: AbortSignal | undefined;
}

/** A sequence that failed, and how. */
export interface Fall {
  readonly failed: StepFailed;
  readonly sequence: readonly string[];
}

/** The runs of sequences, one after the other, and what they add up to. */
export interface Search {
  /** Runs one sequence. @returns false where it fails, and in the same way as the first that failed. */
  holds(commands: Commands): Promise<boolean>;
  /** Steps of the search itself, without those that make a failure smaller. */
  readonly steps: number;
  readonly isOver: boolean;
  /** The smallest sequence that failed. */
  readonly fall: Fall | undefined;
  /** Why the search could not go on. */
  readonly blocked: string | undefined;
  /** A mistake of this suite. */
  readonly defect: Error | undefined;
}

/** Begins a search over sessions that need not be home. */
export function beginSearch(ground: Omit<Ground, 'watch' | 'rates'>, bounds: Bounds): Search {
  const { sessions, wire } = ground;
  let steps = 0;
  let left = bounds.steps;
  let until = performance.now() + bounds.seconds * 1000;
  let first: StepFailed | undefined;
  let fall: Fall | undefined;
  let blocked: string | undefined;
  let defect: Error | undefined;
  let stopped = false;

  const isOver = (): boolean =>
    stopped || left <= 0 || performance.now() >= until || bounds.signal?.aborted === true;

  const noteFall = (failed: StepFailed, sequence: readonly string[]): boolean => {
    // A smaller sequence that fails in another way would tell another story than the one that was found.
    if (first !== undefined && first.findings[0]?.check !== failed.findings[0]?.check) return true;
    if (first === undefined) {
      first = failed;
      left = bounds.steps;
      until = performance.now() + bounds.seconds * 1000;
      wire.hurry();
      sessions.keepKinds();
    }
    fall = { failed, sequence };
    return false;
  };
  /** Ends the search, or the making smaller: what was found until then stands. */
  const stop = (error: unknown): true => {
    stopped = true;
    if (error instanceof OutOfBrowsers) return true; // a bound like the others
    if (isOutside(error)) {
      if (first === undefined) blocked = error.message;
    } else defect = error instanceof Error ? error : new Error(String(error));
    return true;
  };

  return {
    async holds(commands) {
      if (isOver()) return true;
      const sequence: string[] = [];
      const track: Track = {
        sequence,
        mayStep: () => !isOver(),
        mayUseUp: () => sessions.mayUseUp(first === undefined ? bounds.keep : 0),
        stepBegun: () => {
          left -= 1;
          if (first === undefined) steps += 1;
        },
      };
      try {
        await sessions.bringHome();
        const walk = startWalk(ground);
        await fc.asyncModelRun(() => ({ model: track, real: walk }), commands);
        await walk.lookAround();
        return true;
      } catch (error) {
        return error instanceof StepFailed ? noteFall(error, sequence) : stop(error);
      }
    },
    get steps() {
      return steps;
    },
    get isOver() {
      return isOver();
    },
    get fall() {
      return fall;
    },
    get blocked() {
      return blocked;
    },
    get defect() {
      return defect;
    },
  };
}

/** Is the reason outside of this suite? */
function isOutside(error: unknown): error is Error {
  return [Blocked, SetUpFailed, Unavailable].some((kind) => error instanceof kind);
}
