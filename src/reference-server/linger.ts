import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';

/** In so many turns of the event loop everything that was sent before has arrived. */
const TURNS = 10;

/**
 * Takes a while. On a busy machine time alone says nothing: it may have passed before the process got to read what
 * was sent meanwhile.
 */
export async function linger(ms: number): Promise<void> {
  await delay(ms);
  for (let count = 0; count < TURNS; count += 1) await turn();
}
