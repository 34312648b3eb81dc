import type Kernel from '@onkernel/sdk';
import { poll } from '../poll.js';
import { whenAvailable } from '../unavailable-now.js';
import { SetUpFailed, Unavailable } from './set-up-errors.js';
import { TRIED_AGAIN } from '../vendor-client.js';

/** A recording of a session, or a segment of one, as the API lists it. */
export interface Recording {
  readonly id: string;
  readonly running: boolean;
}

/** After a forced resize, the next segment starts after the answer: it may take this long to be listed. */
export const RECORDING_GOES_ON_WITHIN_MS = 20_000;

/** Starts and lists recordings. One per run. */
export interface Recorder {
  /** Starts a replay and waits until the API lists it as running. @returns its id. */
  start(id: string, options: Kernel.RequestOptions): Promise<string>;
  /** Stops a replay and waits until the API lists none as running. @throws Unavailable where it goes on showing one. */
  stop(id: string, replayId: string, options: Kernel.RequestOptions): Promise<void>;
  /** The recordings of a session, including those that have ended. */
  list(id: string, options: Kernel.RequestOptions): Promise<Recording[]>;
}

type Listed = Kernel.Browsers.ReplayListResponse[number];

/** @param withinMs how long a recording may take to be listed as running. */
export function createRecorder(kernel: Kernel, withinMs: number): Recorder {
  const begun = new Set<string>();
  let showsStarts = true;

  /** A recording that is listed but has not started has no `started_at` yet, on an API that ever shows one. */
  const isRunning = (one: Listed): boolean => !isOver(one) && (one.started_at !== null || !showsStarts);
  const listed = (id: string, options: Kernel.RequestOptions): Promise<Listed[]> =>
    kernel.browsers.replays.list(id, { ...options, ...TRIED_AGAIN });

  return {
    async start(id, options) {
      const { replay_id } = await whenAvailable(async (isAgain) => {
        const isMeant = (one: Listed): boolean => !isOver(one) && !begun.has(one.replay_id);
        const made = isAgain ? (await listed(id, options)).find(isMeant) : undefined;
        return made ?? kernel.browsers.replays.start(id, { max_duration_in_seconds: 600 }, options);
      });
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
    },
    async stop(id, replayId, options) {
      await kernel.browsers.replays.stop(replayId, { id }, options);
      const { right } = await poll(
        () => listed(id, options),
        (all) => !all.some(isRunning),
        withinMs,
      );
      if (!right) {
        throw new Unavailable(`a replay was still listed as running ${withinMs} ms after it was stopped`);
      }
    },
    async list(id, options) {
      const all = await listed(id, options);
      return all.map((one) => ({ id: one.replay_id, running: isRunning(one) }));
    },
  };
}

function isOver({ finished_at }: Listed): boolean {
  return (finished_at ?? null) !== null;
}
