import Kernel from '@onkernel/sdk';
import { startStandIn, type StandIn } from '../../stand-in/server.js';

const running: StandIn[] = [];

/** Starts a stand-in that conforms. `afterEach(closeStandIns)` ends it. */
export async function newStandIn(): Promise<StandIn> {
  const standIn = await startStandIn({ document: 'openapi/kernel-patch-browser.openapi.yaml' });
  running.push(standIn);
  return standIn;
}

export async function closeStandIns(): Promise<void> {
  await Promise.all(running.splice(0).map((standIn) => standIn.close()));
}

/** A client that is none of ours, for what other people do at the same API, and for looking after a test. */
export function outsider(standIn: StandIn): Kernel {
  return new Kernel({ apiKey: standIn.apiKey, baseURL: standIn.url, maxRetries: 0, logLevel: 'off' });
}
