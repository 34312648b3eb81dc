import { createServer, type Server } from 'node:net';
import { EventEmitter, once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import type { Exchange } from '../model/exchange.js';
import { KEY, rig, type Rig } from '../../proof/testing/rig.js';
import { PATCH, WAYS } from '../../proof/testing/sending.js';
import { closeServers, json, serve, type Answer } from '../../proof/testing/servers.js';
import { causeOf, TRIED_AGAIN } from './vendor-client.js';

const TOO_LONG = 'the body is longer than 2 MB (CONTRACT_MAX_BODY_MB)';
const TOO_MANY = 'the body has more than 10000 members and items';
const HEADERS = /^the headers of the answer are longer than \d+ bytes, and no more of them are read$/;

/** Both ways of the client, and the vendor's client. */
const ALL: readonly (readonly [who: string, send: (rig: Rig) => Promise<Exchange | undefined>])[] = [
  ...WAYS.map(([way, request]) => [`the client ${way}`, ({ client }: Rig) => client.send(request)] as const),
  [
    'the vendor\u2019s client',
    async ({ vendor, exchanges }) => {
      await vendor.browsers.retrieve('abc').catch(() => undefined);
      return exchanges[0];
    },
  ],
];

/** What an answer was too large for: a failure, or, of an asserted request, an answer to judge. */
const objection = (exchange: Exchange | undefined): string | undefined =>
  exchange?.failure ?? (exchange?.response?.isCut === true ? exchange.response.notJson : undefined);

/** Writes without end, as fast as it is read. @param onClose called once the reader has closed the connection. */
const without =
  (onClose: () => void): Answer =>
  (response) => {
    response.on('close', onClose);
    response.writeHead(200, { 'content-type': 'application/json' });
    const chunk = Buffer.alloc(65_536, ' ');
    const write = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', write);
    write();
  };

const withBody =
  (body: string | Buffer, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(body);

describe('an answer without end', () => {
  const raw: Server[] = [];
  afterEach(async () => {
    await closeServers();
    for (const server of raw.splice(0)) server.close();
  });

  for (const [who, send] of ALL) {
    it(`is left off by ${who}, which closes the connection`, async () => {
      const connection = new EventEmitter();
      const closed = once(connection, 'closed');
      const server = await serve(without(() => connection.emit('closed')));
      expect(objection(await send(rig(server.url)))).to.equal(TOO_LONG);
      await closed;
    });

    it(`is left off by ${who} where it unfolds from little`, async () => {
      const bomb = gzipSync(Buffer.alloc(50_000_000, ' '));
      const server = await serve(withBody(bomb, { 'content-encoding': 'gzip' }));
      expect(objection(await send(rig(server.url)))).to.equal(TOO_LONG);
    });

    it(`is not parsed by ${who} where it has too many members`, async () => {
      for (const body of [`[${'[],'.repeat(20_000)}0]`, `{"a":"\\\\","b":[${'1,'.repeat(20_000)}1]}`]) {
        const server = await serve(withBody(body));
        expect(objection(await send(rig(server.url)))).to.equal(TOO_MANY);
      }
    });

    it(`hides a key from the reader of ${who} that lies where what is shown of it ends`, async () => {
      for (const rest of ['1,'.repeat(20_000), ' '.repeat(3_000_000)]) {
        const server = await serve(withBody(`[${JSON.stringify(`${'a'.repeat(985)} ${KEY}`)},${rest}1]`));
        const exchange = await send(rig(server.url));
        expect(objection(exchange)).to.be.a('string');
        expect(JSON.stringify(exchange)).not.to.contain(KEY.slice(0, 9));
      }
    });

    it(`is read by ${who} where texts alone make it long`, async () => {
      const text = JSON.stringify({ session_id: 'abc', text: `${'[,{"'.repeat(200_000)}\\` });
      const server = await serve(withBody(text));
      const exchange = await send(rig(server.url));
      expect(objection(exchange)).to.equal(undefined);
      expect(exchange?.response?.text.length).to.equal(20_000);
      expect(exchange?.response?.length).to.equal(text.length);
    });

    it(`ends in a sentence with ${who} where its headers have no end`, async () => {
      const server = createServer((socket) => {
        socket.on('error', () => undefined);
        socket.write('HTTP/1.1 200 OK\r\n');
        const write = (): void => {
          while (!socket.destroyed && socket.write(`x-more: ${'x'.repeat(1000)}\r\n`));
        };
        socket.on('drain', write);
        write();
      });
      raw.push(server);
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      expect((await send(rig(`http://127.0.0.1:${port}`)))?.failure).to.match(HEADERS);
    });
  }

  it('is an answer to judge only where the request is asserted, or a read', async () => {
    const server = await serve(withBody(`{"session_id":"abc"}${' '.repeat(2_000_001)}`));
    const { client } = rig(server.url);
    const asserted = await client.send(PATCH);
    expect(asserted.response).to.deep.include({ status: 200, isCut: true, notJson: TOO_LONG });
    expect(asserted.response?.text)
      .to.have.lengthOf(1000)
      .and.to.match(/^\{"session_id":"abc"\} +$/);
    expect((await client.send({ ...PATCH, purpose: 'set-up' })).failure).to.equal(TOO_LONG);
  });
});

describe('the vendor\u2019s client at an API that wants it to wait or to go on', () => {
  afterEach(closeServers);

  it('reads no list without end', async () => {
    const server = await serve((response, _, index) =>
      json(response, 200, [{ id: `p${index}` }], { 'x-has-more': 'true', 'x-next-offset': '20' }),
    );
    const seen: unknown[] = [];
    let error: unknown;
    try {
      for await (const proxy of rig(server.url).vendor.proxies.list({}, { maxRetries: 0 })) seen.push(proxy);
    } catch (thrown) {
      error = thrown;
    }
    expect(seen).to.have.lengthOf(200);
    expect(error instanceof Error ? causeOf(error) : error).to.equal(
      'the list /proxies goes on after 200 pages, and is read no further',
    );
    expect(server.received).to.have.lengthOf(200);
  });

  for (const [what, status, headers, requests] of [
    ['Retry-After of an hour', 503, { 'retry-after': '3600' }, 3],
    ['retry-after-ms of a year', 500, { 'retry-after-ms': '31536000000' }, 3],
    ['x-should-retry on what no try changes', 404, { 'x-should-retry': 'true' }, 1],
  ] as const) {
    it(`does not obey ${what}`, async () => {
      const server = await serve((response) =>
        json(response, status, { code: 'no', message: 'no' }, headers),
      );
      const { vendor } = rig(server.url);
      const error: unknown = await vendor.proxies.list({}, TRIED_AGAIN).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).to.have.property('status', status);
      expect(server.received).to.have.lengthOf(requests);
    });
  }
});
