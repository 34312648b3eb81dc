import type Kernel from '@onkernel/sdk';
import { poll } from '../poll.js';
import { SetUpFailed, Unavailable } from './set-up-errors.js';
import { TRIED_AGAIN } from '../vendor-client.js';

/** A recording of a session, or a segment of one, as the API lists it. */
export interface Recording {
  readonly id: string;
  readonly running: boolean;
}

/** How long a recording may take to be listed as running. */
const RECORDING_STARTS_WITHIN_MS = 10_000;
/** After a forced resize, the next segment starts after the answer: it may take this long to be listed. */
export const RECORDING_GOES_ON_WITHIN_MS = 20_000;

/** Starts a replay and waits until the API lists it as running. @returns its id. */
export async function startRecording(
  kernel: Kernel,
  id: string,
  options: Kernel.RequestOptions,
): Promise<string> {
  const { replay_id } = await kernel.browsers.replays.start(id, { max_duration_in_seconds: 600 }, options);
  const { right } = await poll(
    () => listRecordings(kernel, id, options),
    (listed) => listed.some((one) => one.id === replay_id && one.running),
    RECORDING_STARTS_WITHIN_MS,
  );
  if (!right) {
    throw new SetUpFailed(`the replay was not listed as running within ${RECORDING_STARTS_WITHIN_MS} ms`);
  }
  return replay_id;
}

/** Stops a replay and waits until the API lists none as running. @throws Unavailable where it goes on showing one. */
export async function stopRecording(
  kernel: Kernel,
  id: string,
  replayId: string,
  options: Kernel.RequestOptions,
): Promise<void> {
  await kernel.browsers.replays.stop(replayId, { id }, options);
  const { right } = await poll(
    () => listRecordings(kernel, id, options),
    (listed) => listed.every(({ running }) => !running),
    RECORDING_STARTS_WITHIN_MS,
  );
  if (!right) {
    throw new Unavailable(
      `a replay was still listed as running ${RECORDING_STARTS_WITHIN_MS} ms after it was stopped`,
    );
  }
}

/** A recording that is listed but has not started has no `started_at` yet. */
function isRunning({ started_at, finished_at }: Kernel.Browsers.ReplayListResponse[number]): boolean {
  return started_at !== null && (finished_at ?? null) === null;
}

/** The recordings of a session, including those that have ended. */
export async function listRecordings(
  kernel: Kernel,
  id: string,
  options: Kernel.RequestOptions,
): Promise<Recording[]> {
  const listed = await kernel.browsers.replays.list(id, { ...options, ...TRIED_AGAIN });
  return listed.map((one) => ({ id: one.replay_id, running: isRunning(one) }));
}
