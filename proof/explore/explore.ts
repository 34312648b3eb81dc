import fc from 'fast-check';
import type { ExploreFinding } from './finding.js';
import { toolsFor, type CaseTools, type Tools } from '../../src/run/case/tools.js';
import type { Exchange } from '../../src/model/exchange.js';
import { SetUpFailed, Unavailable } from '../../src/api/leases/set-up-errors.js';
import { findResources, type Found } from './abilities.js';
import { sequencesOf } from './commands.js';
import { whyModelFails } from './model-holds.js';
import { parsePath, pathOf, seedOf, type ReplayPath } from './replay.js';
import { beginSearch, linesOf, type Search } from './search.js';
import { createSessions, type Sessions } from './sessions.js';
import { createWire, type Wire } from './wire.js';

/** How far an exploration goes. */
export interface ExploreOptions {
  /** It ends after so many steps, over all sequences; making a failure smaller may take three times as many. */
  readonly steps: number;
  /** It begins no step later than this; making a failure smaller may take as long again. */
  readonly seconds: number;
  readonly seed: number;
  /** Sessions held at once; a path brings its own number. */
  readonly sessions: number;
  /** Browsers created at most, in all; `MOST_BROWSERS` if left out. */
  readonly browsers?: number;
  /** Runs only the sequence of this path (with its seed) again. */
  readonly path?: string;
  /** False reports a failure as it was found, without making it smaller. */
  readonly shrink?: boolean;
  /** Ends it between two steps. */
  readonly signal?: AbortSignal;
}

/** A sequence of steps in which the API contradicted the contract, as short as it could be made. */
export interface ExploreFailure {
  /** The most important finding of the last step. */
  readonly finding: ExploreFinding;
  readonly findings: readonly ExploreFinding[];
  /** The exchanges of the last step. */
  readonly exchanges: readonly Exchange[];
  /** Statuses that were right in the last step. */
  readonly expected: readonly number[];
  /** What the last step did. */
  readonly sentence: string;
  /** With both of them the sequence runs again. */
  readonly seed: number;
  readonly path: string;
  /** The steps, one line each. */
  readonly sequence: readonly string[];
}

/** What came of an exploration. */
export interface Explored {
  readonly seed: number;
  /** Steps of the search itself; those that made a failure smaller are not counted. */
  readonly steps: number;
  readonly sequences: number;
  /** Requests of all steps and of what brought sessions home; the set-up of resources is not counted. */
  readonly requests: number;
  /** Sessions created. */
  readonly browsers: number;
  readonly failure?: ExploreFailure;
  /** Why it could not go on, where neither its bounds nor a failure ended it. */
  readonly blocked?: string;
  /** A mistake of this suite that kept a failure from being made smaller. */
  readonly suiteError?: Error;
  /** What was left out of the sequences, and why, a sentence each. */
  readonly leftOut: readonly string[];
}

export const MOST_BROWSERS = 30;
/** So many of them are kept for making a failure smaller. */
const KEPT = 12;

/**
 * Walks random sequences of steps over the API of open tools and holds each step to the model. Prints nothing, and
 * releases the sessions that it leased; proxies and profiles stay with `tools.leases`.
 * @throws Error where the path is none, or for a mistake of this suite.
 */
export async function explore(shared: Tools, options: ExploreOptions): Promise<Explored> {
  const tools = toolsFor('explore', shared);
  const wire = createWire(tools);
  const limit = options.browsers ?? MOST_BROWSERS;
  const replay = options.path === undefined ? undefined : parsePath(options.path);
  const count = replay?.kinds.length ?? Math.min(options.sessions, shared.settings.browsers);
  const sessions = createSessions({ count, limit, replayed: replay?.kinds }, tools, wire);
  try {
    const why = whyModelFails(tools.document);
    if (why !== undefined) throw new SetUpFailed(why);
    if (count > shared.settings.browsers) {
      throw new SetUpFailed(`it takes ${count} browsers at once, and the settings allow fewer`); // it would wait for ever
    }
    if (options.signal?.aborted === true) throw new SetUpFailed('it was stopped before it began');
    const found = await findResources(tools);
    const bounds = { ...options, sessions: count, browsers: limit };
    return await searchOver(found, { sessions, wire, tools }, bounds, replay);
  } catch (error) {
    if (!(error instanceof SetUpFailed || error instanceof Unavailable)) throw error;
    const { seed } = options;
    const { message: blocked } = error;
    return { seed, steps: 0, sequences: 0, requests: wire.requests, browsers: 0, blocked, leftOut: [] };
  } finally {
    await sessions.releaseAll();
  }
}

async function searchOver(
  { resources, abilities, leftOut }: Found,
  { sessions, wire, tools }: { readonly sessions: Sessions; readonly wire: Wire; readonly tools: CaseTools },
  options: ExploreOptions & { readonly browsers: number },
  replay: ReplayPath | undefined,
): Promise<Explored> {
  const spare = options.browsers - options.sessions;
  const search = beginSearch(
    { tools, wire, sessions, resources },
    {
      replaying: replay !== undefined,
      steps: replay === undefined ? options.steps : Infinity,
      seconds: options.seconds,
      keep: replay === undefined && options.shrink !== false ? Math.min(KEPT, Math.floor(spare / 2)) : 0,
      signal: options.signal,
    },
  );
  const arbitrary = sequencesOf(options.sessions, abilities, replay?.steps);
  const property = fc.asyncProperty(arbitrary, (commands) => search.holds(commands));
  let failure: ExploreFailure | undefined;
  let sequences = 0;
  do {
    const seed = seedOf(options.seed, sequences);
    sequences += 1;
    // One check a sequence: its seed alone leads to it, and the bounds are looked at in between.
    let details = await fc.check(property, {
      seed,
      numRuns: 1,
      endOnFailure: true,
      ...(replay === undefined ? {} : { path: replay.counterexample }),
    });
    if (details.failed && replay === undefined && options.shrink !== false) {
      // The library keeps the last step whatever it is, and tries few of the others: what is not needed goes first.
      await search.leaveOut();
      const smaller = await fc.check(property, { seed, numRuns: 1 });
      if (smaller.failed) details = smaller;
    }
    if (search.suiteError !== undefined && search.counterexample === undefined) throw search.suiteError;
    failure = failureOf(
      search,
      seed,
      () => options.path ?? pathOf(details.counterexamplePath, details.counterexample, sessions.kinds),
    );
    // What the library itself fails with is neither the API's mutant nor nothing.
    if (details.failed && failure === undefined)
      throw new Error('A sequence could not be run.', { cause: details.errorInstance });
  } while (failure === undefined && replay === undefined && !search.isOver);
  return {
    seed: options.seed,
    steps: search.steps,
    sequences,
    requests: wire.requests,
    browsers: sessions.created,
    ...(failure === undefined ? {} : { failure }),
    ...(search.blocked === undefined ? {} : { blocked: search.blocked }),
    ...(search.suiteError === undefined ? {} : { suiteError: search.suiteError }),
    leftOut,
  };
}

function failureOf({ counterexample }: Search, seed: number, path: () => string): ExploreFailure | undefined {
  const finding = counterexample?.failed.findings[0];
  if (counterexample === undefined || finding === undefined) return undefined;
  const { findings, exchanges, expected, sentence } = counterexample.failed;
  return {
    finding,
    findings,
    exchanges,
    expected,
    sentence,
    seed,
    path: path(),
    sequence: linesOf(counterexample),
  };
}
