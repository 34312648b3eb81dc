import Kernel from '@onkernel/sdk';
import { startReferenceServer, type ReferenceServer } from '../../src/reference-server/server.js';

const running: ReferenceServer[] = [];

/** Starts a reference server that conforms. `afterEach(closeReferenceServers)` ends it. */
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

/** A client that is none of ours, for what other people do at the same API, and for looking after a test. */
export function outsider(referenceServer: ReferenceServer): Kernel {
  return new Kernel({
    apiKey: referenceServer.apiKey,
    baseURL: referenceServer.url,
    maxRetries: 0,
    logLevel: 'off',
  });
}
