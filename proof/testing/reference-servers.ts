import Kernel from '@onkernel/sdk';
import { startReferenceServer, type ReferenceServer } from '../../src/reference-server/server.js';

const running: ReferenceServer[] = [];

/** Starts a conforming reference server. `afterEach(closeReferenceServers)` closes it. */
export async function newReferenceServer(): Promise<ReferenceServer> {
  const referenceServer = await startReferenceServer({
    document: 'openapi/kernel-patch-browser.openapi.yaml',
  });
  running.push(referenceServer);
  return referenceServer;
}

export async function closeReferenceServers(): Promise<void> {
  await Promise.all(running.splice(0).map((referenceServer) => referenceServer.close()));
}

/** An independent client: for what others do at the same API, and for checking what a test left there. */
export function outsider(referenceServer: ReferenceServer): Kernel {
  return new Kernel({
    apiKey: referenceServer.apiKey,
    baseURL: referenceServer.url,
    maxRetries: 0,
    logLevel: 'off',
  });
}
