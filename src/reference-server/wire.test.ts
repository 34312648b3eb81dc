import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'chai';
import { readDocument } from './document.js';
import { answerCall } from './handle.js';
import type { SeenRequest } from './server.js';
import { conformingSteps } from './steps.js';
import { DOCUMENT, expectError, useReferenceServer } from '../../proof/testing/test-client.js';

describe('the reference server: the wire', () => {
  const seen: SeenRequest[] = [];
  const client = useReferenceServer({ onRequest: (call) => seen.push(call) });
  beforeEach(() => seen.splice(0));

  it('refuses a body that is not a JSON object', async () => {
    const id = await client.create('/browsers');
    const bad = [' ', '{', '{"a":1,}', 'null', '[]', '"x"', '1', '{} {}', '{"a":NaN}', "{'a':1}"];
    const badUtf8 = Uint8Array.from([...Buffer.from('{"a":"'), 0xff, ...Buffer.from('"}')]);
    for (const raw of [...bad, badUtf8]) {
      expectError(await client.call('PATCH', `/browsers/${id}`, { raw }), 400);
    }
    expectError(await client.call('PATCH', `/browsers/${id}`), 400);
    expectError(await client.call('PATCH', `/browsers/${id}`, { raw: '' }), 400);
  });

  it('takes JSON with parameters or without a content type, and refuses other types', async () => {
    const id = await client.create('/browsers');
    const types = { 'application/json; charset=utf-8': 200, 'Application/JSON': 200, 'text/plain': 400 };
    for (const [type, status] of Object.entries(types)) {
      const reply = await client.call('PATCH', `/browsers/${id}`, {
        raw: '{}',
        headers: { 'Content-Type': type },
      });
      expect(reply.status, type).to.equal(status);
    }
    const { url, apiKey } = client.referenceServer;
    // Bytes, unlike text, get no content type from fetch.
    const untyped = await fetch(`${url}/browsers/${id}`, {
      method: 'PATCH',
      headers: { Authorization: `Bearer ${apiKey}` },
      body: new TextEncoder().encode('{}'),
    });
    expect(untyped.status).to.equal(200);
  });

  it('survives very deep and very long bodies', async () => {
    const id = await client.create('/browsers');
    const deep = `{"other":${'['.repeat(400_000)}${']'.repeat(400_000)}}`;
    expect((await client.call('PATCH', `/browsers/${id}`, { raw: deep })).status).to.equal(200);
    const deepProfile = `{"profile":${'{"id":'.repeat(50_000)}1${'}'.repeat(50_000)}}`;
    expectError(await client.call('PATCH', `/browsers/${id}`, { raw: deepProfile }), 400);
    const name = 'x'.repeat(1024 * 1024);
    expectError(await client.patch(id, { profile: { name } }), 400);
    expect((await client.patch(id, { other: name })).status).to.equal(200);
    expectError(await client.patch(id, { other: 'x'.repeat(5 * 1024 * 1024) }), 400);
    expect((await client.patch(id, {})).status).to.equal(200);
  });

  it('shows every request to a listener', async () => {
    await client.call('PATCH', `/browsers/unknown?x=1`, {
      raw: '{"a":1}',
      headers: { 'X-Test-Case': 'a' },
    });
    expect(seen).to.have.length(1);
    expect(seen[0]).to.include({ method: 'PATCH', path: `/browsers/unknown?x=1`, body: '{"a":1}' });
    expect(seen[0]?.headers).to.include({ 'x-test-case': 'a' });
  });

  it('gives every answer a request id of its own', async () => {
    const ids = [await client.call('GET', '/browsers'), await client.call('GET', '/nowhere')].map((reply) =>
      reply.headers.get('x-request-id'),
    );
    expect(ids).to.not.include(null);
    expect(new Set(ids).size).to.equal(2);
  });

  it('answers several requests on one connection', async () => {
    const { url, apiKey } = client.referenceServer;
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    const ask = (path: string, last = ''): string =>
      `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${apiKey}\r\n${last}\r\n`;
    socket.write(ask('/browsers') + ask('/profiles') + ask('/nowhere', 'Connection: close\r\n'));
    let text = '';
    socket.setEncoding('utf8').on('data', (part) => (text += String(part)));
    await once(socket, 'close');
    expect(text.match(/HTTP\/1\.1 \d+/g)).to.deep.equal(['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 404']);
  });

  it('applies nothing of a request that its client gives up', async () => {
    const id = await client.create('/browsers');
    const before = await client.read(id);
    const socket = connect(Number(new URL(client.referenceServer.url).port), '127.0.0.1');
    const authorization = `Authorization: Bearer ${client.referenceServer.apiKey}`;
    const half = '{"viewport":{"width":800,"height":600}}';
    socket.write(
      `PATCH /browsers/${id} HTTP/1.1\r\nHost: x\r\n${authorization}\r\nContent-Length: 99\r\n\r\n${half}`,
    );
    socket.end();
    socket.resume();
    await once(socket, 'close');
    expect(await client.read(id)).to.deep.equal(before);
  });

  it('turns an unexpected error into a 500 with an Error body', () => {
    const steps = conformingSteps(readDocument(DOCUMENT));
    const authorise = (): never => {
      throw new Error('broken');
    };
    const call = { method: 'GET', path: '/', headers: {}, authorization: [] };
    const answer = answerCall(
      { ...steps, authorise },
      [],
      { full: 'a', restricted: 'b' },
      { ...call, query: new URLSearchParams(), body: new Uint8Array() },
    );
    expect(answer.status).to.equal(500);
    expect(answer.body).to.have.keys('code', 'message');
  });
});
