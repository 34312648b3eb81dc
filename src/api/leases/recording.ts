import type Kernel from '@onkernel/sdk';
import { poll } from '../poll.js';
import { whenAvailable } from '../unavailable-now.js';
import { explained, SetUpFailed, Unavailable } from './set-up-errors.js';
import { triedAgain } from './tried-again.js';
import { TRIED_AGAIN } from '../vendor-client.js';

/** A recording of a session, or a segment of one, as the API lists it. */
export interface Recording {
  readonly id: string;
  readonly running: boolean;
}

/** After a forced resize, the next segment starts after the answer: it may take this long to be listed. */
export const RECORDING_GOES_ON_WITHIN_MS = 20_000;

/** Once a wait has been in vain: at least so long, and twice as long as any wait that was not. */
const SHORT_WAIT_MS = 500;

/** What records may not know a session yet that was created a moment ago. */
const NOT_YET = [404, 409];
const NOT_YET_WAITS_MS = [300, 600, 1200];

/** What is recorded of a session, as it was last seen. */
export interface Awaited {
  readonly seen: readonly Recording[];
  readonly right: boolean;
}

/** Starts and lists recordings. One per run. */
export interface Recorder {
  /** Starts a replay and waits until the API lists it as running. @returns its id. */
  start(id: string, options: Kernel.RequestOptions): Promise<string>;
  /** Stops a replay and waits until the API lists none as running. @throws Unavailable where it goes on showing one. */
  stop(id: string, replayId: string, options: Kernel.RequestOptions): Promise<void>;
  /**
   * Finds out, once a run, whether the API shows that a recording has ended: `finished_at` is optional. Starts a replay
   * of a session that has none, and stops it.
   */
  tryEnd(id: string, options: Kernel.RequestOptions): Promise<void>;
  /** Has any replay of the run shown its end? Until one has, one that looks as if it ran proves nothing. */
  readonly showsEnds: () => boolean;
  /** The recordings of a session, including those that have ended. */
  list(id: string, options: Kernel.RequestOptions): Promise<Recording[]>;
  /**
   * The same, once they are right, or time is up. Once a wait has been in vain, further ones are short: what is wrong
   * stays so, and a run against an API that is wrong takes about as long as one against an API that is right.
   */
  listOnce(
    id: string,
    isRight: (recordings: readonly Recording[]) => boolean,
    within: number,
    options: Kernel.RequestOptions,
  ): Promise<Awaited>;
}

/** Lets a call fail as what it was for. */
const explaining =
  (action: string) =>
  (error: unknown): never => {
    throw explained(error, action);
  };

type Listed = Kernel.Browsers.ReplayListResponse[number];

/** @param withinMs how long a recording may take to be listed as running. */
export function createRecorder(kernel: Kernel, withinMs: number): Recorder {
  const begun = new Set<string>();
  /** Over, whether their ends show or not: an end that shows late must not look as if an update had brought it about. */
  const stopped = new Set<string>();
  let showsStarts = true;
  let showsEnds = false;
  /** The one try to see an end. */
  let trial: Promise<void> | undefined;
  let isVain = false;
  let longestUsefulMs = 0;

  /** A recording that is listed but has not started has no `started_at` yet, on an API that ever shows one. */
  const isRunning = (one: Listed): boolean => !isOver(one) && (!isNoTime(one.started_at) || !showsStarts);
  const listed = (id: string, options: Kernel.RequestOptions): Promise<Listed[]> => {
    const ask = async (): Promise<Listed[]> => {
      const all = await kernel.browsers.replays.list(id, { ...options, ...TRIED_AGAIN });
      showsEnds ||= all.some(isOver); // throws where it is no list
      return all;
    };
    return triedAgain(() => ask().catch(explaining('listing the replays')), NOT_YET, NOT_YET_WAITS_MS);
  };
  const list: Recorder['list'] = async (id, options) => {
    const all = await listed(id, options);
    return all.map((one) => ({ id: one.replay_id, running: isRunning(one) && !stopped.has(one.replay_id) }));
  };

  const start: Recorder['start'] = async (id, options) => {
    const make = (): Promise<{ readonly replay_id: string }> =>
      whenAvailable(async (isAgain) => {
        const isMeant = (one: Listed): boolean => !isOver(one) && !begun.has(one.replay_id);
        const made = isAgain ? (await listed(id, options)).find(isMeant) : undefined;
        return made ?? kernel.browsers.replays.start(id, { max_duration_in_seconds: 600 }, options);
      }).catch(explaining('creating a replay'));
    const { replay_id } = await triedAgain(make, NOT_YET, NOT_YET_WAITS_MS);
    begun.add(replay_id);
    const { seen, right } = await poll(
      async () => (await listed(id, options)).find((one) => one.replay_id === replay_id),
      (started) => started !== undefined && isRunning(started),
      withinMs,
    );
    if (right) return replay_id;
    if (seen === undefined || isOver(seen)) {
      throw new SetUpFailed(`the replay was not listed as running within ${withinMs} ms`);
    }
    showsStarts = false;
    return replay_id;
  };
  const stop: Recorder['stop'] = async (id, replayId, options) => {
    await kernel.browsers.replays.stop(replayId, { id }, options).catch(explaining('stopping a replay'));
    stopped.add(replayId);
    const { right } = await poll(
      () => listed(id, options),
      (all) => !all.some(isRunning),
      withinMs,
    );
    if (!right) {
      throw new Unavailable(`a replay was still listed as running ${withinMs} ms after it was stopped`);
    }
  };
  const endOne = async (id: string, options: Kernel.RequestOptions): Promise<void> => {
    const replayId = await start(id, options);
    try {
      await stop(id, replayId, options);
    } catch {
      // Then no end has shown, for whatever reason.
    }
  };

  return {
    start,
    stop,
    list,
    async tryEnd(id, options) {
      if (showsEnds) return;
      if (trial !== undefined) {
        await trial.catch(() => undefined); // a failure is the matter of the session that it was met with
        return;
      }
      trial = endOne(id, options);
      try {
        await trial;
      } catch (error) {
        trial = undefined;
        throw error;
      }
    },
    showsEnds: () => showsEnds,
    async listOnce(id, isRight, within, options) {
      const began = performance.now();
      const isUp = (): boolean =>
        isVain && performance.now() - began >= Math.max(SHORT_WAIT_MS, 2 * longestUsefulMs);
      const { seen, ms } = await poll(
        () => list(id, options),
        (recordings) => isRight(recordings) || !showsEnds || isUp(),
        within,
      );
      const right = isRight(seen);
      if (right) longestUsefulMs = Math.max(longestUsefulMs, ms);
      else if (showsEnds) isVain = true;
      return { seen, right };
    },
  };
}

function isOver({ finished_at }: Listed): boolean {
  return finished_at !== undefined && !isNoTime(finished_at);
}

/** Where there is no time, Go writes the first moment of year 1 unless it is told otherwise. */
function isNoTime(time: string | null | undefined): boolean {
  return time === null || time === '' || time?.startsWith('0001-01-01T') === true;
}
