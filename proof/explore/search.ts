import fc from 'fast-check';
import { counted } from '../../src/report/visible.js';
import { SetUpFailed, Unavailable } from '../../src/api/leases/set-up-errors.js';
import type { Commands, Track } from './commands.js';
import type { Context } from './context.js';
import { fewest } from './fewest-steps.js';
import { otherReason } from './other-reason.js';
import { OutOfBrowsers } from './sessions.js';
import { Blocked, StepFailed } from './step-failed.js';
import { describeStep, usesUpSession, type Step } from './steps.js';
import { startWalk, type Walk } from './walk.js';

/** Making a failure smaller may take so many times the steps of the search, but no more time. */
const SHRINKING = 3;

/** So many sessions may end by themselves; where more do, it is the updates that end them. */
const MAY_END = 1;

/** How far a search goes. */
export interface Bounds {
  /** One sequence is run again: all of its steps, or the search says that it could not. */
  readonly replaying: boolean;
  readonly steps: number;
  readonly seconds: number;
  /** Sessions that the search leaves for making a failure smaller. */
  readonly keep: number;
  readonly signal: AbortSignal | undefined;
}

/** A step of a sequence that was taken. */
interface Taken {
  readonly step: Step;
  /** Its place among the steps of the sequence, those included that were not taken. */
  readonly place: number;
  /** What it was answered with; undefined where it failed. */
  statuses?: readonly number[];
}

/** A sequence that failed, and how. */
export interface Counterexample {
  readonly failed: StepFailed;
  readonly taken: readonly Taken[];
}

/** The runs of sequences, one after the other, and what they add up to. */
export interface Search {
  /** Runs one sequence. @returns false where it fails, and in the same way as the first that failed. */
  holds(commands: Commands): Promise<boolean>;
  /**
   * Leaves out of the sequence that failed what it fails without. The next sequence to run must be the same one: only
   * the steps that are left are then taken.
   */
  leaveOut(): Promise<void>;
  /** Steps of the search itself, without those that make a failure smaller. */
  readonly steps: number;
  readonly isOver: boolean;
  /** The smallest sequence that failed. */
  readonly counterexample: Counterexample | undefined;
  /** Why the search could not go on. */
  readonly blocked: string | undefined;
  /** A mistake of this suite. */
  readonly suiteError: Error | undefined;
}

/** Begins a search over sessions that need not be home. */
export function beginSearch(context: Omit<Context, 'watch' | 'rates'>, bounds: Bounds): Search {
  const { sessions, wire } = context;
  let steps = 0;
  let left = bounds.steps;
  let until = performance.now() + bounds.seconds * 1000;
  let first: StepFailed | undefined;
  let counterexample: Counterexample | undefined;
  /** The places of the only steps that the next sequence may take. */
  let only: ReadonlySet<number> | undefined;
  let blocked: string | undefined;
  let suiteError: Error | undefined;
  let stopped = false;
  let ended = 0;

  const isOver = (): boolean =>
    stopped || left <= 0 || performance.now() >= until || bounds.signal?.aborted === true;

  const noteFall = (failed: StepFailed, taken: readonly Taken[]): boolean => {
    // A smaller sequence that fails in another way would be another failure than the one that was found.
    if (first !== undefined && !isSameWay(first, failed)) return true;
    if (first === undefined) {
      first = failed;
      left = SHRINKING * bounds.steps;
      until = performance.now() + bounds.seconds * 1000;
      wire.hurry();
      sessions.keepKinds();
    }
    counterexample = { failed, taken };
    return false;
  };
  /** Ends the search, or the making smaller: what was found until then stands. */
  const stop = (error: unknown): true => {
    stopped = true;
    if (error instanceof OutOfBrowsers && !bounds.replaying) return true; // a bound like the others
    if (isOutside(error)) {
      if (first === undefined) blocked = error.message;
    } else suiteError = error instanceof Error ? error : new Error(String(error));
    return true;
  };
  const mayGoOn = (): boolean => {
    // A session that the API has ended by itself would be reported as one that it does not know.
    if (!isOver() && sessions.areFresh()) return true;
    if (bounds.replaying) blocked ??= `it took longer than it may, after ${counted(steps, 'step')}`;
    return false;
  };
  /** Takes one of several steps. */
  const take = async (one: Taken, walk: Walk): Promise<void> => {
    left -= 1;
    if (first === undefined) steps += 1;
    one.statuses = await walk.take(one.step);
  };
  /** @returns false where what goes on fails, and in the same way as the first that failed. */
  const run = async (taken: Taken[], go: (walk: Walk) => Promise<unknown>): Promise<boolean> => {
    if (isOver()) return !bounds.replaying || !mayGoOn();
    try {
      await sessions.bringHome();
      const walk = startWalk(context);
      await go(walk);
      await walk.lookAround();
      return true;
    } catch (error) {
      if (!(error instanceof StepFailed)) return stop(error);
      if (first !== undefined) return noteFall(error, taken);
      const reason = await otherReason(error, context, ended < MAY_END);
      if (reason === undefined) return noteFall(error, taken);
      if (reason instanceof Blocked) return stop(reason);
      ended += 1;
      return true;
    }
  };

  return {
    holds(commands) {
      const taken: Taken[] = [];
      const chosen = only;
      only = undefined;
      let place = -1;
      const track: Track = {
        mayTake(step) {
          place += 1;
          if (chosen?.has(place) === false || !mayGoOn()) return false;
          if (!usesUpSession(step) || bounds.replaying) return true;
          return sessions.mayUseUp(first === undefined ? bounds.keep : 0);
        },
        take(step, walk) {
          const one = { step, place };
          taken.push(one);
          return take(one, walk);
        },
      };
      return run(taken, (walk) => fc.asyncModelRun(() => ({ model: track, real: walk }), commands));
    },
    async leaveOut() {
      const fails = async (part: readonly Taken[]): Promise<boolean> => {
        const taken: Taken[] = [];
        const holds = await run(taken, async (walk) => {
          for (const { step, place } of part) {
            if (!mayGoOn()) return;
            const one = { step, place };
            taken.push(one);
            await take(one, walk);
          }
        });
        return !holds;
      };
      // Steps that use sessions up are dear to try, so they are the first to go.
      const cheap = (counterexample?.taken ?? []).filter(({ step }) => !usesUpSession(step));
      if (cheap.length < (counterexample?.taken.length ?? 0)) await fails(cheap);
      await fewest(counterexample?.taken ?? [], fails);
      only = new Set(counterexample?.taken.map(({ place }) => place));
    },
    get steps() {
      return steps;
    },
    get isOver() {
      return isOver();
    },
    get counterexample() {
      return counterexample;
    },
    get blocked() {
      return blocked;
    },
    get suiteError() {
      return suiteError;
    },
  };
}

/** The steps of a sequence as lines, with what they were answered with. */
export function linesOf({ taken }: Counterexample): string[] {
  return taken.map(({ step, statuses }) => {
    const line = describeStep(step);
    return statuses === undefined ? line : `${line}  -> ${statuses.join(', ')}`;
  });
}

function isSameWay({ findings: [one] }: StepFailed, { findings: [other] }: StepFailed): boolean {
  return one?.check === other?.check && one?.clause === other?.clause;
}

/** Is the reason outside of this suite? */
function isOutside(error: unknown): error is Error {
  return [Blocked, SetUpFailed, Unavailable, OutOfBrowsers].some((kind) => error instanceof kind);
}
