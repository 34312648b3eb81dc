import { EventEmitter, once } from 'node:events';
import { expect } from 'chai';
import { createClient } from './client.js';
import { createPace, type Pace } from './pace.js';
import { createRedactor } from './redaction/redact.js';
import { AGENT, CASE_ID, rig } from '../../proof/testing/rig.js';
import { fine, PATCH, send, WAYS } from '../../proof/testing/sending.js';
import { closeServers, drop, json, serve, type Answer } from '../../proof/testing/servers.js';
import { createVendorClient } from './vendor-client.js';

describe('the client: failures', () => {
  afterEach(closeServers);

  for (const [way, request] of WAYS) {
    it(`stops waiting for a silent server ${way}`, async () => {
      const { exchange } = await send(() => undefined, request, 150);
      expect(exchange.failure).to.match(/^no (whole )?answer came within 150 ms \(CONTRACT_TIMEOUT_MS\)$/);
      expect(exchange).not.to.have.property('response');
      expect(exchange.ms).to.be.at.least(140);
    });

    it(`stops waiting for a trickling answer ${way}`, async () => {
      const { exchange } = await send(
        (response) => {
          response.writeHead(200, { 'content-type': 'application/json' });
          const timer = setInterval(() => response.write(' '), 20);
          response.on('close', () => clearInterval(timer));
        },
        request,
        150,
      );
      expect(exchange.failure).to.equal('no whole answer came within 150 ms (CONTRACT_TIMEOUT_MS)');
    });

    it(`reports a connection closed without an answer ${way}`, async () => {
      const { exchange } = await send(drop, request);
      expect(exchange.failure).to.equal('the connection was closed without an answer');
    });

    it(`reports a reset connection ${way}`, async () => {
      const { exchange } = await send((response) => response.socket?.resetAndDestroy(), request);
      expect(exchange.failure).to.equal('the request failed: read ECONNRESET');
    });

    for (const [what, headers] of [
      ['a content length', { 'content-length': '100' }],
      ['chunked encoding', {}],
    ] as const) {
      it(`reports a truncated answer with ${what} ${way}`, async () => {
        const { exchange } = await send((response) => {
          response.writeHead(200, { 'content-type': 'application/json', ...headers });
          response.write('{"session_id":', () => response.destroy());
        }, request);
        expect(exchange.failure).to.equal('the connection broke off in the middle of the answer');
      });
    }
  }

  it('reports that nothing is listening', async () => {
    const server = await serve(fine);
    await closeServers();
    const exchange = await rig(server.url).client.send(PATCH);
    expect(exchange.failure).to.match(/^the request failed: connect ECONNREFUSED 127\.0\.0\.1:\d+$/);
  });
});

describe('the client: 429', function () {
  this.timeout(10_000);
  afterEach(closeServers);

  const tooMany =
    (retryAfter: string): Answer =>
    (response) =>
      json(response, 429, { code: 'too_many', message: 'later' }, { 'retry-after': retryAfter });

  it('waits, repeats the same request, and counts the repetitions', async () => {
    const { exchange, received } = await send((response, request, index) =>
      index < 2 ? tooMany('0')(response, request, index) : fine(response, request, index),
    );
    expect(received.map(({ body }) => body)).to.deep.equal([PATCH.body, PATCH.body, PATCH.body]);
    expect(exchange.response?.status).to.equal(200);
    expect(exchange.throttled).to.equal(2);
  });

  it('pauses all workers, including those that use the vendor\u2019s client', async () => {
    const server = await serve((response, request, index) =>
      index === 0 ? tooMany('0.2')(response, request, index) : json(response, 200, []),
    );
    const { target } = rig(server.url);
    const pace = createPace(undefined, 3);
    const paused = new EventEmitter();
    let at = 0;
    const observed: Pace = {
      ...pace,
      mayRetry: (tries, headers) => {
        at = Date.now(); // the pause is counted from a moment after this one
        const may = pace.mayRetry(tries, headers);
        paused.emit('paused');
        return may;
      },
    };
    const redactor = createRedactor();
    const connection = { target, pace: observed, redactor, agent: AGENT, timeoutMs: 30_000 };
    const client = createClient(connection).forCase(CASE_ID);
    const vendor = createVendorClient(connection, () => undefined);
    const isPaused = once(paused, 'paused');
    const first = client.send(PATCH);
    await isPaused;
    await Promise.all([first, client.send(PATCH), vendor.browsers.list()]);
    expect(server.received).to.have.lengthOf(4);
    for (const later of server.received.slice(1)) expect(later.at - at).to.be.at.least(198);
  });

  it('gives up after six tries, and returns the last answer', async () => {
    const { exchange, received } = await send(tooMany('0'));
    expect(received).to.have.lengthOf(6);
    expect(exchange.response?.status).to.equal(429);
    expect(exchange.throttled).to.equal(6);
  });

  it('gives up at once when the wait would be too long', async () => {
    const { exchange, received } = await send(tooMany('3600'));
    expect(received).to.have.lengthOf(1);
    expect(exchange).to.include({ throttled: 1 });
  });
});
