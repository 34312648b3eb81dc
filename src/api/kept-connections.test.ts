import { expect } from 'chai';
import type { Socket } from 'node:net';
import { removeFolders, rig } from '../../proof/testing/rig.js';
import { closeReferenceServers, newReferenceServer } from '../../proof/testing/reference-servers.js';
import { runInProcess } from '../../proof/testing/run-in-process.js';
import { closeServers, drop, json, serve, serveProxy, type Intercept } from '../../proof/testing/servers.js';
import type { AssertedRequest } from './client.js';
import { LOST_ON_KEPT } from './failures.js';
import { whenAvailable } from './unavailable-now.js';

/** Closes a connection when a second request arrives on it, as a server does whose time for idle ones has just passed. */
function once(): Intercept {
  const used = new WeakSet<Socket>();
  return (response) => {
    const { socket } = response;
    if (socket === null) return false;
    if (used.has(socket)) return drop(response);
    used.add(socket);
    return false;
  };
}

const read: AssertedRequest = {
  method: 'GET',
  path: '/browsers/a',
  purpose: 'read',
  credential: 'full key',
};
const update: AssertedRequest = { ...read, method: 'PATCH', purpose: 'asserted' };

describe('a server that closes idle connections while a request is on its way', () => {
  afterEach(closeServers);
  afterEach(closeReferenceServers);
  afterEach(removeFolders);

  const open = async () => {
    const closes = once();
    const server = await serve((response, request) => closes(response, request) || json(response, 200, {}));
    return { ...rig(server.url), server };
  };

  it('is read again, on a connection of its own, as all further requests have', async () => {
    const { client, server } = await open();
    const exchanges = [];
    for (let reads = 0; reads < 4; reads += 1) exchanges.push(await client.send(read));
    expect(exchanges.map(({ response }) => response?.status)).to.deep.equal([200, 200, 200, 200]);
    expect(server.received).to.have.length(5);
  });

  it('is not sent an update a second time, which might have taken effect', async () => {
    const { client, server } = await open();
    await client.send(read);
    expect((await client.send(update)).failure).to.equal(LOST_ON_KEPT);
    expect(server.received).to.have.length(2);
    expect((await client.send(update)).response?.status).to.equal(200);
    expect((await client.send(update)).response?.status).to.equal(200);
  });

  it('is asked once more to create something', async () => {
    const { vendor, server } = await open();
    for (let tries = 0; tries < 3; tries += 1) {
      await whenAvailable(() => vendor.browsers.create({ headless: true }));
    }
    expect(server.received).to.have.length(4);
  });

  it('is not taken for one that answers no request at all', async () => {
    const { url } = await serve((response) => drop(response));
    const { client } = rig(url);
    expect((await client.send(update)).failure).to.equal('the connection was closed without an answer');
  });

  it('keeps no case from being judged', async () => {
    const api = await newReferenceServer();
    const front = await serveProxy(api.url, once());
    const run = await runInProcess({
      env: { KERNEL_BASE_URL: front.url, KERNEL_API_KEY: api.apiKey },
      only: /^(?:viewport\.width\/|proxy_id\/)/,
    });
    expect(run.code, run.output).to.equal(0);
    run.discard();
  });
});
