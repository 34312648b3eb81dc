import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { Exchange } from '../model/exchange.js';
import { rig } from '../../proof/testing/rig.js';
import { WAYS } from '../../proof/testing/sending.js';

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const BODY = '{"session_id":"abc"}';
const LENGTH = `content-length: ${BODY.length}\r\n`;
const CHUNKS = 'transfer-encoding: chunked\r\n';
const CHUNK = `${BODY.length.toString(16)}\r\n${BODY}\r\n`;
const WHOLE = `${HEAD}${LENGTH}\r\n${BODY}`;

/** Bytes, after which the server closes the connection or leaves it open. */
const BAD: readonly (readonly [what: string, problem: string, bytes: string, isLeftOpen?: true])[] = [
  ['two lengths', 'two lengths', `${HEAD}${LENGTH}content-length: 3\r\n\r\n${BODY}`],
  ['a length that is no number', 'wrong length', `${HEAD}content-length: long\r\n\r\n${BODY}`],
  ['a length and chunks', 'length and chunks', `${HEAD}${LENGTH}${CHUNKS}\r\n${CHUNK}0\r\n\r\n`],
  ['chunks and a length', 'length and chunks', `${HEAD}${CHUNKS}${LENGTH}\r\n${CHUNK}0\r\n\r\n`],
  ['a chunk without a size', 'broken chunk', `${HEAD}${CHUNKS}\r\nzz\r\n${BODY}\r\n0\r\n\r\n`],
  ['a length that is too long', 'ended early', `${HEAD}content-length: 99\r\n\r\n${BODY}`],
  ['no last chunk', 'ended early', `${HEAD}${CHUNKS}\r\n${CHUNK}`],
  [
    'a length that is too long, and waits',
    'without an end',
    `${HEAD}content-length: 99\r\n\r\n${BODY}`,
    true,
  ],
  ['no last chunk, and waits', 'without an end', `${HEAD}${CHUNKS}\r\n${CHUNK}`, true],
  ['a length that is too short', 'bytes after the body', `${HEAD}content-length: 9\r\n\r\n${BODY}`],
  ['bytes after the body', 'bytes after the body', `${WHOLE}ok`],
  [
    'bytes after the body of a last answer',
    'bytes after the body',
    `${WHOLE.replace('\r\n', '\r\nconnection: close\r\n')}ok`,
  ],
  ['bytes after the last chunk', 'bytes after the body', `${HEAD}${CHUNKS}\r\n${CHUNK}0\r\n\r\nok`],
  ['the answer twice', 'answered twice', WHOLE + WHOLE, true],
  [
    'plain text that claims to be gzip',
    'false coding',
    `${HEAD}${LENGTH}content-encoding: gzip\r\n\r\n${BODY}`,
  ],
];

const GOOD: readonly (readonly [what: string, bytes: string, isLeftOpen?: true])[] = [
  ['a length', WHOLE, true],
  ['a length, and closes the connection without saying so', WHOLE],
  [
    'a length, and keeps the connection for a second',
    `${HEAD}keep-alive: timeout=1\r\n${LENGTH}\r\n${BODY}`,
    true,
  ],
  ['chunks', `${HEAD}${CHUNKS}\r\n${CHUNK}0\r\n\r\n`, true],
  ['chunks and a trailer', `${HEAD}${CHUNKS}\r\n${CHUNK}0\r\nx-end: yes\r\n\r\n`, true],
  ['neither, and ends with the connection', `${HEAD}\r\n${BODY}`],
  ['a 100 before it that nobody asked for', `HTTP/1.1 100 Continue\r\n\r\n${WHOLE}`, true],
  ['early hints before it', `HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${WHOLE}`, true],
];

describe('the framing of an answer', () => {
  const open = new Set<Server>();
  afterEach(() => {
    for (const server of open) server.close();
    open.clear();
  });

  /** The address of a server that does something with each connection. */
  const listening = async (act: (socket: Socket) => void): Promise<string> => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.setTimeout(20_000, () => socket.destroy());
      act(socket);
    });
    open.add(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  };

  /** Sends a request to a server that answers with bytes, and nothing but these. */
  const answered = async (
    bytes: string,
    isLeftOpen: boolean,
    request: (typeof WAYS)[number][1],
  ): Promise<Exchange> => {
    const url = await listening((socket) => {
      socket.once('data', () => (isLeftOpen ? socket.write(bytes) : socket.end(bytes)));
    });
    const timeoutMs = bytes.endsWith(BODY) || bytes.endsWith(CHUNK) ? 400 : 30_000;
    return rig(url, { timeoutMs }).client.send(request);
  };

  for (const [way, request] of WAYS) {
    for (const [what, problem, bytes, isLeftOpen = false] of BAD) {
      it(`is bad with ${what}, ${way}`, async () => {
        expect((await answered(bytes, isLeftOpen, request)).framing).to.equal(problem);
      });
    }
    for (const [what, bytes, isLeftOpen = false] of GOOD) {
      it(`is good with ${what}, ${way}`, async () => {
        const { framing, response } = await answered(bytes, isLeftOpen, request);
        expect([framing, response?.text]).to.deep.equal([undefined, BODY]);
      });
    }
    for (const [what, later, problem] of [
      ['a second answer', WHOLE, 'bytes between two answers'],
      ['anything', 'ok', 'bytes between two answers'],
      ['nothing', '', undefined],
      ['the word that it will be closed', 'HTTP/1.1 408 Request Timeout\r\n\r\n', undefined],
    ] as const) {
      it(`is judged by the next answer where ${what} comes on a connection that waits, ${way}`, async () => {
        let sockets = 0;
        const url = await listening((socket) => {
          sockets += 1;
          let answers = 0;
          socket.on('data', () => {
            answers += 1;
            socket.write(WHOLE);
            if (answers === 1) setTimeout(() => socket.write(later), 5);
          });
        });
        const { client } = rig(url, { timeoutMs: 30_000 });
        const first = await client.send(request);
        await sleep(50);
        const second = await client.send(request);
        // Later versions of Node close such a connection themselves, and keep to themselves what came.
        if (later === '' || process.versions.node.startsWith('20.')) expect(sockets).to.equal(1);
        const shown = sockets === 1 ? problem : undefined;
        expect([first.framing, second.framing]).to.deep.equal([undefined, shown]);
        expect(second.response?.text).to.equal(BODY);
      });
    }
    for (const [what, bytes] of [
      ['before an answer', ''],
      ['in its headers', HEAD],
    ] as const) {
      it(`is not judged where a connection is closed ${what}, ${way}`, async () => {
        const exchange = await answered(bytes, false, request);
        expect(exchange.failure).to.be.a('string');
        expect(exchange.framing).to.equal(undefined);
      });
    }
  }
});
