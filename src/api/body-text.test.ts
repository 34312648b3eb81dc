import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import type { Exchange } from '../model/exchange.js';
import { rig } from '../../proof/testing/rig.js';
import { send, WAYS } from '../../proof/testing/sending.js';
import { closeServers, serve, type Answer } from '../../proof/testing/servers.js';

/** Answers with these bytes and that header. */
const coded =
  (body: Uint8Array, contentEncoding?: string | string[], status = 200): Answer =>
  (response) => {
    response.setHeader('content-type', 'application/json');
    if (contentEncoding !== undefined) response.setHeader('content-encoding', contentEncoding);
    response.writeHead(status).end(body);
  };

/** What a client captures of an answer. */
type Capture = (answer: Answer) => Promise<Exchange | undefined>;

/** Both ways of the client, and the vendor's client. */
const ALL: readonly (readonly [who: string, capture: Capture])[] = [
  ...WAYS.map(
    ([way, request]) =>
      [`sent ${way}`, async (answer: Answer) => (await send(answer, request)).exchange] as const,
  ),
  [
    'to the vendor\u2019s client',
    async (answer) => {
      const server = await serve(answer);
      const { vendor, exchanges } = rig(server.url);
      await vendor.browsers.retrieve('abc').catch(() => undefined);
      expect(server.received).to.have.lengthOf(1);
      return exchanges[0];
    },
  ],
];

const VALUE = { name: 'pässwörd-😀' };
const TEXT = JSON.stringify(VALUE);
const BYTES = Buffer.from(TEXT);
const cut = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length - 9);
const broken = (coding: string, why: string): string =>
  `the answer came in the content coding ${coding}, but cannot be decoded: ${why}`;

describe('the body of an answer', () => {
  afterEach(closeServers);

  const codings: [what: string, bytes: Uint8Array, header: string | string[] | undefined][] = [
    ['no coding', BYTES, undefined],
    ['identity', BYTES, 'identity'],
    ['an empty name', BYTES, ''],
    ['a character set where a coding belongs', BYTES, 'UTF-8'],
    ['gzip', gzipSync(BYTES), 'gzip'],
    ['x-gzip', gzipSync(BYTES), 'x-gzip'],
    ['gzip in upper case', gzipSync(BYTES), 'GZIP'],
    ['deflate', deflateSync(BYTES), 'deflate'],
    ['deflate at its lowest level', deflateSync(BYTES, { level: 0 }), 'deflate'],
    ['deflate without its zlib header', deflateRawSync(BYTES), 'Deflate'],
    ['brotli', brotliCompressSync(BYTES), 'br'],
    ['brotli over gzip', brotliCompressSync(gzipSync(BYTES)), 'gzip, br'],
    ['brotli over gzip in two headers', brotliCompressSync(gzipSync(BYTES)), ['gzip', 'br']],
    ['gzip over gzip', gzipSync(gzipSync(BYTES)), 'gzip,x-gzip'],
    ['gzip and identity', gzipSync(BYTES), 'gzip, identity'],
    ['gzip and an empty name', gzipSync(BYTES), ', gzip'],
  ];
  const undecodable: [what: string, bytes: Uint8Array, header: string, failure: string][] = [
    [
      'zstd',
      Buffer.from('28b52ffd', 'hex'),
      'zstd',
      'the answer came in a content coding that was not asked for: zstd',
    ],
    [
      'zstd below gzip',
      gzipSync(BYTES),
      'ZSTD, gzip',
      'the answer came in a content coding that was not asked for: zstd',
    ],
    ['gzip that is plain', BYTES, 'gzip', broken('gzip', 'incorrect header check')],
    ['brotli that is plain', BYTES, 'br', broken('br', 'Decompression failed')],
  ];

  for (const [who, capture] of ALL) {
    for (const [what, bytes, header] of codings) {
      it(`${who} is read with ${what}`, async () => {
        const exchange = await capture(coded(bytes, header));
        expect(exchange).not.to.have.property('failure');
        expect(exchange?.response).to.deep.include({ status: 200, text: TEXT, json: VALUE });
        expect(exchange?.response).not.to.have.property('isNotUtf8');
      });
    }

    for (const [what, bytes, header, failure] of undecodable) {
      it(`${who} is a failure with ${what}`, async () => {
        const exchange = await capture(coded(bytes, header));
        expect(exchange).to.have.property('failure', failure);
        expect(exchange).not.to.have.property('response');
      });
    }

    for (const coding of ['gzip', 'br', 'deflate', 'zstd']) {
      it(`${who} may be empty although a header names ${coding}`, async () => {
        const exchange = await capture(coded(Buffer.alloc(0), coding));
        expect(exchange?.response).to.include({ status: 200, text: '', notJson: 'the body is empty' });
        const none = await capture(coded(Buffer.alloc(0), coding, 204));
        expect(none?.response).to.include({ status: 204, text: '' });
      });
    }

    it(`${who} keeps its byte order mark, which JSON must not begin with`, async () => {
      const exchange = await capture(coded(Buffer.from(`\ufeff${TEXT}`)));
      expect(exchange?.response?.text).to.equal(`\ufeff${TEXT}`);
      expect(exchange?.response).not.to.have.property('json');
    });

    it(`${who} shows a replacement for each byte that is not UTF-8`, async () => {
      const latin = await capture(coded(gzipSync(Buffer.from('{"name":"\xe4\xff"}', 'latin1')), 'gzip'));
      expect(latin?.response).to.include({ text: '{"name":"\ufffd\ufffd"}', isNotUtf8: true });
      const half = await capture(coded(Buffer.from('"\xe2\x82\xf0\x9f\x98', 'latin1')));
      expect(half?.response?.text).to.equal('"\ufffd\ufffd');
    });
  }

  for (const [way, request] of WAYS) {
    for (const [coding, bytes] of [
      ['gzip', gzipSync(BYTES)],
      ['br', brotliCompressSync(BYTES.toString('hex'))],
      ['deflate', deflateSync(BYTES)],
    ] as const) {
      it(`sent ${way} is a failure when it ends in the middle of ${coding}`, async () => {
        const { exchange } = await send(coded(cut(bytes), coding), request);
        expect(exchange.failure).to.equal(broken(coding, 'unexpected end of file'));
      });
    }

    it(`sent ${way} is a failure with more codings than anybody means`, async () => {
      const { exchange } = await send(coded(BYTES, 'gzip, gzip, gzip, gzip, gzip'), request);
      expect(exchange.failure).to.equal('the answer names 5 content codings, and at most 4 are undone');
    });

    it(`sent ${way} is a failure when the connection breaks off in the middle of gzip`, async () => {
      const { exchange } = await send((response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
        response.write(cut(gzipSync(BYTES)), () => response.destroy());
      }, request);
      expect(exchange.failure).to.equal('the connection broke off in the middle of the answer');
    });
  }

  it('may begin with a byte order mark where the vendor\u2019s client reads it', async () => {
    const server = await serve(coded(Buffer.from('\ufeff{"session_id":"abc"}')));
    expect(await rig(server.url).vendor.browsers.retrieve('abc')).to.deep.equal({ session_id: 'abc' });
  });
});
