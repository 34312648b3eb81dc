import { once } from 'node:events';
import net from 'node:net';
import { expect } from 'chai';
import { startConnectProxy, type ConnectProxy } from '../../proof/testing/connect-proxy.js';
import { closeReferenceServers, newReferenceServer } from '../../proof/testing/reference-servers.js';
import { newFolder, removeFolders, rig } from '../../proof/testing/rig.js';
import { startContract } from '../../proof/testing/start-contract.js';
import { makeCertificates, startTlsFront, TLS_HOST, type TlsFront } from '../../proof/testing/tls-front.js';
import { STRAIGHT } from '../model/settings.js';
import { preflight } from './preflight.js';

describe('the network', () => {
  let closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing) await close();
    closing = [];
    await closeReferenceServers();
    removeFolders();
    rig('http://127.0.0.1:1'); // the process has Node's own agent again
  });
  const closedLater = <T extends Pick<TlsFront | ConnectProxy, 'close'>>(server: T): T => {
    closing.push(() => server.close());
    return server;
  };

  it('leads both clients through a proxy to an API with a CA of its own that wants a client certificate', async () => {
    const api = await newReferenceServer();
    const certificates = makeCertificates(newFolder());
    const front = closedLater(await startTlsFront(api.url, certificates));
    const proxy = closedLater(await startConnectProxy());
    const host = `${TLS_HOST}:${front.port}`;
    const env = {
      KERNEL_BASE_URL: `https://${host}`,
      KERNEL_API_KEY: api.apiKey,
      KERNEL_CUSTOM_HEADERS: 'CF-Access-Client-Secret: canary-secret-1\nX-Stage: blue',
      KERNEL_PROJECT: 'proj_canary_2',
      HTTPS_PROXY: `http://user:canary-password@127.0.0.1:${proxy.port}`,
      NODE_EXTRA_CA_CERTS: certificates.file('ca.pem'),
    };
    const certificate = {
      KERNEL_CLIENT_CERT: certificates.file('client.pem'),
      KERNEL_CLIENT_KEY: certificates.file('client.key'),
    };
    const args = ['--grep', 'viewport.width/minimum/at'];
    const right = startContract({ args, env: { ...env, ...certificate } });
    const another = closedLater(await startConnectProxy());
    const without = startContract({ args, env: { ...env, HTTPS_PROXY: `http://127.0.0.1:${another.port}` } });
    try {
      const { code, output } = await right.ended;
      expect(code, output).to.equal(0);
      const through = (port: number): string => `through the proxy at 127.0.0.1:${port}`;
      expect(output).to.contain(through(proxy.port));
      // Each process opens one tunnel, which both of its clients use.
      expect(proxy.asked).to.deep.equal(Array(2).fill(`${host} user:canary-password`));
      for (const headers of front.received) {
        expect(headers).to.include({
          'cf-access-client-secret': 'canary-secret-1',
          'x-stage': 'blue',
          'x-kernel-project-id': 'proj_canary_2',
        });
      }
      const clients = new Set(front.received.map((headers) => 'x-stainless-lang' in headers));
      expect(clients).to.deep.equal(new Set([true, false]));
      const refused = await without.ended;
      expect(refused.code, refused.output).to.equal(2);
      expect(refused.output).to.contain(
        `https://${host}/browsers cannot be reached ${through(another.port)} (`,
      );
      expect(refused.output).to.contain('give one in KERNEL_CLIENT_CERT and KERNEL_CLIENT_KEY');
      const written = [output, right.report('run.json'), right.report('junit.xml'), refused.output].join();
      expect(written).not.to.contain('canary').and.not.to.contain('blue');
    } finally {
      for (const run of [right, without]) {
        run.process.kill('SIGKILL');
        run.discard();
      }
    }
  });

  it('names NODE_EXTRA_CA_CERTS where a certificate is not trusted', async () => {
    const certificates = makeCertificates(newFolder());
    const front = closedLater(await startTlsFront('http://127.0.0.1:1', certificates));
    const proxy = closedLater(await startConnectProxy());
    const reach = { ...STRAIGHT, proxy: `http://127.0.0.1:${proxy.port}` };
    const { vendor, client, target } = rig(`https://${TLS_HOST}:${front.port}`, { reach });
    expect(await preflight(vendor, target, reach)).to.match(/\(.*certificate.*\): .*NODE_EXTRA_CA_CERTS/);
    const { failure } = await client.send({
      method: 'GET',
      path: '/',
      purpose: 'read',
      credential: 'full key',
    });
    expect(failure).to.match(/^the request failed: .*certificate/);
  });

  it('closes its connections to a proxy that answers nothing once the deadline has passed', async () => {
    const proxy = closedLater(await startSilentServer());
    const reach = { ...STRAIGHT, proxy: `http://127.0.0.1:${proxy.port}` };
    const { client } = rig('https://api.contract.test', { reach, timeoutMs: 200 });
    for (const verbatim of [{}, { verbatim: 'a test' }]) {
      const { failure } = await client.send({
        ...{ method: 'PATCH', path: '/browsers/x', purpose: 'asserted', credential: 'full key' },
        ...verbatim,
      });
      expect(failure).to.equal('no whole answer came within 200 ms (CONTRACT_TIMEOUT_MS)');
    }
    await proxy.closed(2);
  });

  it('leads reads through the proxy of their own client, whichever client was opened last', async () => {
    const proxy = closedLater(await startConnectProxy(407));
    const reach = { ...STRAIGHT, proxy: `http://127.0.0.1:${proxy.port}` };
    const { client } = rig('https://api.contract.test', { reach });
    rig('https://api.contract.test');
    await client.send({ method: 'GET', path: '/browsers/x', purpose: 'read', credential: 'full key' });
    expect(proxy.asked).to.have.lengthOf(1);
  });

  it('takes what a proxy answers for no answer of the API', async () => {
    const proxy = closedLater(await startConnectProxy(407));
    const reach = { ...STRAIGHT, proxy: `http://127.0.0.1:${proxy.port}` };
    const { vendor, client, target } = rig('https://api.contract.test', { reach });
    expect(await preflight(vendor, target, reach)).to.match(
      /^https:\/\/api\.contract\.test\/browsers cannot be reached through the proxy at 127\.0\.0\.1:\d+ \(.*407.*\): check KERNEL_BASE_URL, HTTPS_PROXY, NO_PROXY and the network\.$/,
    );
    for (const verbatim of [{}, { verbatim: 'a test' }]) {
      const { failure, response } = await client.send({
        ...{ method: 'PATCH', path: '/browsers/x', purpose: 'asserted', credential: 'full key' },
        ...verbatim,
      });
      expect([response, failure]).to.deep.equal([
        undefined,
        `the request failed: the proxy 127.0.0.1:${proxy.port} answered 407 instead of opening a tunnel`,
      ]);
    }
  });
});

/** A server that accepts connections and says nothing on them. */
async function startSilentServer(): Promise<{
  readonly port: number;
  /** Resolves when so many connections have been closed by the other side. */
  closed(count: number): Promise<void>;
  close(): Promise<void>;
}> {
  const closed: Promise<unknown>[] = [];
  const server = net.createServer((socket) => {
    socket.on('error', () => socket.destroy()).resume();
    closed.push(once(socket, 'close'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async closed(count) {
      expect(closed).to.have.lengthOf(count);
      await Promise.all(closed);
    },
    close() {
      server.close();
      return Promise.resolve();
    },
  };
}
