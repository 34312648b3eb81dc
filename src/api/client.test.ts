import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { createClient } from './client.js';
import type { Credential } from '../model/credential.js';
import { createPace } from './pace.js';
import { createRedactor } from './redaction/redact.js';
import { AGENT, CASE_ID, KEY, RESTRICTED_KEY, rig } from '../../proof/testing/rig.js';
import { fine, PATCH, send, WAYS } from '../../proof/testing/sending.js';
import { closeServers, json, serve } from '../../proof/testing/servers.js';

describe('the client: what it sends', () => {
  afterEach(closeServers);

  const bodies: [what: string, body: string][] = [
    ['unusual spacing and order', ' {"b" : 1,\n\t"a":1.0e0, "a" : 2 } '],
    ['non-ASCII characters', '{"name":"pässwörd-😀\\u00e9"}'],
    [
      'text that pactum could mistake for its placeholders',
      '{"$S{a}":"$E{HOME} $F{b} $M{c}","@DATA:TEMPLATE@":"d"}',
    ],
    ['malformed JSON', '{"viewport":'],
    ['a JSON null', 'null'],
  ];
  for (const [way, request] of WAYS) {
    for (const [what, body] of bodies) {
      it(`sends ${what} ${way}, byte for byte`, async () => {
        const { first, exchange } = await send(fine, { ...request, body });
        expect(first?.body).to.equal(body);
        expect(first?.headers['content-length']).to.equal(String(Buffer.byteLength(body)));
        expect(exchange.request.body).to.equal(body);
      });
    }

    it(`names the case, the run and the media types in every request ${way}`, async () => {
      const { first, exchange } = await send(fine, request);
      const visible = {
        'x-test-case': 'profile.name/pattern/%C3%A4%20b',
        'user-agent': AGENT,
        accept: 'application/json',
        'content-type': 'application/json',
      };
      expect(first?.headers).to.include(visible);
      expect(first?.headers.authorization).to.equal(`Bearer ${KEY}`);
      expect(exchange.request.headers).to.deep.equal({ ...visible, authorization: 'Bearer $KERNEL_API_KEY' });
    });

    it(`sends neither body nor content type ${way} when the request has none`, async () => {
      const { method, path, purpose, credential, verbatim } = request;
      const server = await serve(fine);
      const bare = {
        method,
        path,
        purpose,
        credential,
        ...(verbatim === undefined ? {} : { verbatim }),
      };
      const exchange = await rig(server.url).client.send(bare);
      expect(server.received[0]).to.include({ method: 'PATCH', path: '/browsers/abc', body: '' });
      expect(server.received[0]?.headers).not.to.have.property('content-type');
      expect(exchange.request).not.to.have.property('body');
    });
  }

  it('keeps the path below the base URL, escapes and query included', async () => {
    const server = await serve(fine);
    const { client } = rig(`${server.url}/v1`);
    await client.send({ ...PATCH, method: 'GET', path: '/browsers/a%2Fb%20c?include_deleted=true' });
    expect(server.received[0]).to.include({
      method: 'GET',
      path: '/v1/browsers/a%2Fb%20c?include_deleted=true',
    });
  });

  for (const path of ['/browsers/../browsers/%2e%2e/x', '/browsers/%FF%zz', '/browsers//']) {
    it(`sends the path ${path} verbatim on request`, async () => {
      const server = await serve(fine);
      const { client } = rig(`${server.url}/v1`);
      const exchange = await client.send({ ...PATCH, path, verbatim: 'the path is the case' });
      expect(server.received[0]?.path).to.equal(`/v1${path}`);
      expect(exchange.request.path).to.equal(path);
    });
  }

  it('sends a body in chunks on request, in place of its length', async () => {
    const server = await serve(fine);
    const exchange = await rig(server.url).client.send({ ...PATCH, body: '{"a":"é"}', wire: 'in chunks' });
    const [received] = server.received;
    expect(received).to.include({ method: 'PATCH', body: '{"a":"é"}' });
    expect(received?.headers).to.include({ 'transfer-encoding': 'chunked' });
    expect(received?.headers).not.to.have.property('content-length');
    expect(exchange.request.headers).to.include({ 'transfer-encoding': 'chunked' });
  });

  it('sends a body in Latin-1 on request, and shows it as a reader of UTF-8 sees it', async () => {
    const server = await serve(fine);
    const exchange = await rig(server.url).client.send({ ...PATCH, body: '"\xff"', wire: 'in Latin-1' });
    expect(server.received[0]?.headers).to.include({ 'content-length': '3' });
    expect(server.received[0]?.body).to.equal('"\uFFFD"');
    expect(exchange.request.body).to.equal('"\uFFFD"');
  });

  const credentials: [Credential, header: string | undefined, shownAs: string | undefined, path?: string][] =
    [
      ['no header', undefined, undefined],
      ['full key', `Bearer ${KEY}`, 'Bearer $KERNEL_API_KEY'],
      ['restricted key', `Bearer ${RESTRICTED_KEY}`, 'Bearer $KERNEL_RESTRICTED_API_KEY'],
      ['empty header', '', ''],
      ['Bearer alone', 'Bearer', 'Bearer'],
      ['bare key', KEY, '$KERNEL_API_KEY'],
      ['Basic with the key', `Basic ${KEY}`, 'Basic $KERNEL_API_KEY'],
      [
        'Basic with the key as user',
        `Basic ${Buffer.from(`${KEY}:`).toString('base64')}`,
        'Basic $(printf %s "$KERNEL_API_KEY:" | base64 | tr -d "\\n")',
      ],
      [
        'Basic with the key as password',
        `Basic ${Buffer.from(`:${KEY}`).toString('base64')}`,
        'Basic $(printf %s ":$KERNEL_API_KEY" | base64 | tr -d "\\n")',
      ],
      ['Token with the key', `Token ${KEY}`, 'Token $KERNEL_API_KEY'],
      ['last character changed', `Bearer ${KEY.slice(0, -1)}A`, 'Bearer ${KERNEL_API_KEY%?}A'],
      ['last character cut', `Bearer ${KEY.slice(0, -1)}`, 'Bearer ${KERNEL_API_KEY%?}'],
      ['one character more', `Bearer ${KEY}x`, 'Bearer ${KERNEL_API_KEY}x'],
      ['one character in front', `Bearer x${KEY}`, 'Bearer x$KERNEL_API_KEY'],
      ['key under bearer in upper case', `BEARER ${KEY}`, 'BEARER $KERNEL_API_KEY'],
      ['letters beyond ASCII as the key', Buffer.from('Bearer ключ').toString('latin1'), 'Bearer ключ'],
      [
        'key in the query',
        undefined,
        undefined,
        `/browsers/abc?${['api_key', 'access_token', 'token', 'key', 'apikey', 'apiKey', 'api-key', 'auth'].map((name) => `${name}=[KERNEL_API_KEY]`).join('&')}`,
      ],
    ];
  for (const [credential, header, shownAs, path = '/browsers/abc'] of credentials) {
    it(`presents the credential "${credential}" and records it without a key`, async () => {
      const { first, exchange } = await send(fine, { credential });
      expect(first?.headers.authorization).to.equal(header);
      expect(exchange.request.headers.authorization).to.equal(shownAs);
      expect(exchange.request.path).to.equal(path);
      expect(JSON.stringify(exchange)).not.to.include(JSON.stringify(KEY).slice(1, -2));
    });
  }

  const inHeader: readonly (readonly [Credential, Record<string, string | undefined>, string])[] = [
    ['full key', { 'x-api-key': KEY, authorization: undefined }, '$KERNEL_API_KEY'],
    [
      'key in X-API-Key',
      { 'x-api-key': undefined, authorization: `Bearer ${KEY}` },
      'Bearer $KERNEL_API_KEY',
    ],
    ['key in X-Auth-Token', { 'x-api-key': undefined, 'x-auth-token': KEY }, '$KERNEL_API_KEY'],
  ];
  for (const [credential, headers, shown] of inHeader) {
    it(`presents the credential "${credential}" where the document asks for the key in X-API-Key`, async () => {
      const server = await serve(fine);
      const target = { ...rig(server.url).target, keyHeader: 'x-api-key' };
      const connection = { target, pace: createPace(undefined, 1), redactor: createRedactor() };
      const client = createClient({ ...connection, agent: AGENT, timeoutMs: 1000 }).forCase(CASE_ID);
      const exchange = await client.send({ ...PATCH, credential });
      expect(server.received[0]?.headers).to.deep.include(
        Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)),
      );
      for (const [name, value] of Object.entries(headers))
        if (value === undefined) expect(server.received[0]?.headers).not.to.have.property(name);
      expect(Object.values(exchange.request.headers)).to.include(shown);
    });
  }

  it('sends nothing with the restricted key when the run has none', async () => {
    const server = await serve(fine);
    const target = { ...rig(server.url).target, restrictedApiKey: undefined };
    const connection = { target, pace: createPace(undefined, 1), redactor: createRedactor() };
    const client = createClient({ ...connection, agent: AGENT, timeoutMs: 1000 }).forCase(CASE_ID);
    const error: unknown = await client
      .send({ ...PATCH, credential: 'restricted key' })
      .catch((e: unknown) => e);
    expect(error).to.be.an('error').with.property('message');
    expect(String(error)).to.include('KERNEL_RESTRICTED_API_KEY is not set, so nothing can be sent with it.');
    expect(server.received).to.have.lengthOf(0);
  });
});

describe('the client: what it captures', () => {
  afterEach(closeServers);

  const escaped = Array.from(KEY, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  const percent = Array.from(KEY, (c) => `%${c.charCodeAt(0).toString(16)}`).join('');
  const writings: [how: string, text: string][] = [
    ['plain', JSON.stringify(KEY).slice(1, -1)],
    ['in base64', Buffer.from(KEY).toString('base64')],
    ['percent-encoded', encodeURIComponent(KEY)],
    ['percent-encoded in every character', percent],
    ['as JSON escapes', escaped],
  ];
  for (const [way, request] of WAYS) {
    for (const [how, text] of writings) {
      it(`masks the key ${how} in a body received ${way}, and names it`, async () => {
        const { exchange } = await send((response) => {
          response.writeHead(200, { 'content-type': 'application/json' });
          response.end(`{"you":"sent ${text}"}`);
        }, request);
        expect(exchange.response?.text).to.equal('{"you":"sent [KERNEL_API_KEY]"}');
        expect(exchange.response).to.deep.include({ json: { you: 'sent [KERNEL_API_KEY]' } });
        expect(exchange.response?.leaked).to.deep.equal(['KERNEL_API_KEY']);
      });
    }
  }

  it('masks the key in every header of the answer, and names it', async () => {
    for (const header of ['x-echo', 'location', 'set-cookie']) {
      const { exchange } = await send((response) => json(response, 200, {}, { [header]: `a=${KEY}; b` }));
      expect(exchange.response?.leaked, header).to.deep.equal(['KERNEL_API_KEY']);
      expect(JSON.stringify(exchange), header).not.to.include('sk_live/Ab+9');
    }
  });

  it('masks the key in the name of a header, and names it', async () => {
    const apiKey = 'canary-key-in-lower-case';
    const server = await serve((response) => json(response, 200, {}, { [apiKey]: '1' }));
    const exchange = await rig(server.url, { apiKey }).client.send(PATCH);
    expect(exchange.response?.leaked).to.deep.equal(['KERNEL_API_KEY']);
    expect(JSON.stringify(exchange)).not.to.include(apiKey);
  });

  it('does not keep cookies', async () => {
    const { exchange } = await send((response) => json(response, 200, {}, { 'set-cookie': 'session=1' }));
    expect(exchange.response?.headers['set-cookie']).to.equal('[cookies]');
  });

  it('masks a key in its own request', async () => {
    const { exchange, first } = await send(fine, {
      path: `/browsers/${encodeURIComponent(KEY)}`,
      body: `{"a":${JSON.stringify(KEY)}}`,
    });
    expect(first?.body).to.include(JSON.stringify(KEY));
    expect(exchange.request.path).to.equal('/browsers/[KERNEL_API_KEY]');
    expect(exchange.request.body).to.equal('{"a":"[KERNEL_API_KEY]"}');
  });

  it('captures the whole answer', async () => {
    const { exchange } = await send((response) =>
      json(response, 400, { code: 'x', message: 'y' }, { 'X-Request-Id': 'r1' }),
    );
    expect(exchange).to.include({ purpose: 'asserted', throttled: 0 }).and.not.to.have.property('failure');
    expect(exchange.response).to.deep.include({
      status: 400,
      text: '{"code":"x","message":"y"}',
      json: { code: 'x', message: 'y' },
      leaked: [],
    });
    expect(exchange.response?.headers).to.include({
      'x-request-id': 'r1',
      'content-type': 'application/json',
    });
    expect(exchange.ms).to.be.at.least(0);
    expect(new Date(exchange.at).toISOString()).to.equal(exchange.at);
  });

  for (const [way, request] of WAYS) {
    it(`requests no content coding ${way}, but decompresses an answer that has one`, async () => {
      const { exchange, first } = await send((response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
        response.end(gzipSync('{"key":"pässwörd"}'));
      }, request);
      expect(first?.headers['accept-encoding']).to.equal('identity');
      expect(exchange.response).to.deep.include({ json: { key: 'pässwörd' } });
    });

    it(`distinguishes an empty body from one that is not JSON ${way}`, async () => {
      const none = await send((response) => response.writeHead(204).end(), request);
      expect(none.exchange.response).to.include({ status: 204, text: '', notJson: 'the body is empty' });
      const empty = await send(
        (response) => response.writeHead(200, { 'content-type': 'application/json' }).end(),
        request,
      );
      expect(empty.exchange.response).to.include({ status: 200, text: '', notJson: 'the body is empty' });
      const html = await send((response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end('<html></html>');
      }, request);
      expect(html.exchange.response)
        .to.include({ status: 200, text: '<html></html>' })
        .and.not.to.have.property('json');
      expect(html.exchange.response?.notJson).to.match(/^Unexpected token '?</);
    });

    it(`does not follow a redirect to another host ${way}`, async () => {
      const other = await serve(fine);
      const { exchange } = await send(
        (response) => response.writeHead(307, { location: `${other.url}/x` }).end(),
        request,
      );
      expect(exchange.response?.status).to.equal(307);
      expect(other.received).to.have.lengthOf(0);
    });
  }
});
