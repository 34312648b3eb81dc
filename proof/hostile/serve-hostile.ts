import { serve, serveProxy, type TestServer } from '../testing/servers.js';
import type { Hostility } from './hostility.js';

/** A hostile server, and the one that must never hear of it. */
export interface Hostile {
  readonly url: string;
  readonly server: TestServer;
  readonly elsewhere: TestServer;
}

/** Stands in front of a conforming API, and answers what a hostility is about. `closeServers` ends it. */
export async function serveHostile(hostility: Hostility, api: string, key: string): Promise<Hostile> {
  const elsewhere = await serve((response) => response.end('{}'));
  const server = await serveProxy(api, (response, { method }) => {
    const isMeant =
      hostility.to === 'everything' || method === (hostility.to === 'updates' ? 'PATCH' : 'POST');
    const { socket } = response;
    if (!isMeant || socket === null) return false;
    socket.on('error', () => undefined); // the other side may be gone at any byte
    hostility.answer(socket, { key, elsewhere: elsewhere.url });
    return true;
  });
  return { url: server.url, server, elsewhere };
}
