import type { Handoff } from '../../model/settings.js';

/**
 * Waits for what the parent process hands over once it has found the target: Mocha loads the specs meanwhile. A message
 * that is there already waits in the channel. Without its parent, this process has nothing to do.
 */
export function handedOver(): Promise<Handoff> {
  return new Promise((resolve) => {
    const leave = (): void => process.exit(2);
    if (!process.connected) leave();
    process.once('disconnect', leave);
    process.once('message', (handoff: Handoff) => {
      process.off('disconnect', leave);
      resolve(handoff);
    });
  });
}
