import { setTimeout as sleep } from 'node:timers/promises';
import type Kernel from '@onkernel/sdk';
import { SetUpFailed } from './set-up-errors.js';

/** How long a recording may take to show up as running. */
const RECORDING_STARTS_WITHIN_MS = 10_000;

/** Starts a replay and waits until the API lists it as running. */
export async function startRecording(
  kernel: Kernel,
  id: string,
  options: Kernel.RequestOptions,
): Promise<void> {
  const replay = await kernel.browsers.replays.start(id, { max_duration_in_seconds: 600 }, options);
  const deadline = Date.now() + RECORDING_STARTS_WITHIN_MS;
  for (let wait = 50; ; wait *= 2) {
    const listed = (await kernel.browsers.replays.list(id, options)).find(
      (one) => one.replay_id === replay.replay_id,
    );
    if (listed !== undefined && (listed.finished_at ?? null) === null) return;
    if (Date.now() + wait > deadline) {
      throw new SetUpFailed(`the replay was not listed as running within ${RECORDING_STARTS_WITHIN_MS} ms`);
    }
    await sleep(wait);
  }
}
