import { request } from 'node:http';
import { expect } from 'chai';
import { expectError, useReferenceServer } from '../../proof/testing/test-client.js';

const UNKNOWN = 'unknownsession0000000000';

describe('the reference server: who may', () => {
  const client = useReferenceServer();
  const withKey = (authorization: string) => ({ headers: { Authorization: authorization } });

  it('lets the full key in, whatever the case of the scheme', async () => {
    const id = await client.create('/browsers');
    for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
      const reply = await client.call(
        'GET',
        `/browsers/${id}`,
        withKey(`${scheme} ${client.referenceServer.apiKey}`),
      );
      expect(reply.status, scheme).to.equal(200);
    }
  });

  it('refuses everything else with a challenge, and never echoes a key', async () => {
    const { apiKey } = client.referenceServer;
    const wrong = [
      '',
      'Bearer',
      'Bearer ',
      apiKey,
      `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`,
      `Token ${apiKey}`,
      `Bearer ${apiKey}x`,
      `Bearer x${apiKey}`,
      `Bearer ${apiKey.slice(0, -1)}`,
      `Bearer ${apiKey.toUpperCase()}`,
      `Bearer ${apiKey} ${apiKey}`,
      `Bearer ${apiKey}, Bearer ${apiKey}`,
      `Bearer "${apiKey}"`,
    ];
    for (const authorization of wrong) {
      const reply = await client.call('GET', '/browsers', withKey(authorization));
      expectError(reply, 401);
      expect(reply.headers.get('www-authenticate')).to.equal('Bearer');
      expect(reply.text.toLowerCase()).not.to.include(apiKey);
    }
  });

  it('does not take a key from the query, nor out of two headers', async () => {
    const { url, apiKey } = client.referenceServer;
    const inQuery = await fetch(`${url}/browsers?api_key=${apiKey}&access_token=${apiKey}`);
    expect(inQuery.status).to.equal(401);
    const twice = request(`${url}/browsers`, {
      headers: { Authorization: [`Bearer ${apiKey}`, 'Bearer x'] },
    });
    twice.end();
    const status = await new Promise((resolve, reject) => {
      twice.once('error', reject).once('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      });
    });
    expect(status).to.equal(401);
  });

  it('decides 401 before it looks at the path or the body', async () => {
    const nobody = { headers: { Authorization: 'Bearer nobody' } };
    expectError(await client.call('PATCH', `/browsers/${UNKNOWN}`, { ...nobody, raw: '{' }), 401);
    expectError(
      await client.call('PATCH', `/browsers/${client.referenceServer.failingBrowserId}`, nobody),
      401,
    );
    expectError(await client.call('GET', '/nowhere', nobody), 401);
  });

  it('lets the restricted key read everything and write nothing', async () => {
    const id = await client.create('/browsers');
    const restricted = withKey(`Bearer ${client.referenceServer.restrictedApiKey}`);
    for (const path of ['/browsers', `/browsers/${id}`, `/browsers/${id}/replays`, '/profiles', '/proxies']) {
      expect((await client.call('GET', path, restricted)).status, path).to.equal(200);
    }
    const before = await client.read(id);
    expectError(await client.call('PATCH', `/browsers/${id}`, { ...restricted, body: {} }), 403);
    expectError(await client.call('PATCH', `/browsers/${id}`, { ...restricted, raw: '{' }), 403);
    expectError(await client.call('PATCH', `/browsers/${UNKNOWN}`, { ...restricted, body: {} }), 403);
    expectError(await client.call('POST', '/browsers', { ...restricted, body: {} }), 403);
    expectError(await client.call('DELETE', `/browsers/${id}`, restricted), 403);
    expect(await client.read(id)).to.deep.equal(before);
  });
});

describe('the reference server: which session', () => {
  const client = useReferenceServer();

  it('answers 404 for an unknown, a deleted, an empty and a malformed id, whatever the body', async () => {
    const deleted = await client.create('/browsers');
    await client.call('DELETE', `/browsers/${deleted}`);
    for (const id of [UNKNOWN, deleted, '', '%ZZ', 'a%2Fb', '%00', `${deleted}/`, 'é']) {
      expectError(await client.call('PATCH', `/browsers/${id}`, { body: {} }), 404);
      expectError(await client.call('PATCH', `/browsers/${id}`, { raw: '{' }), 404);
    }
  });

  it('decodes the id of the path', async () => {
    const id = await client.create('/browsers');
    const escaped = `%${id.charCodeAt(0).toString(16)}${id.slice(1)}`;
    expect((await client.patch(escaped, {})).status).to.equal(200);
  });

  it('fails on the failing session, before it looks at the body', async () => {
    const path = `/browsers/${client.referenceServer.failingBrowserId}`;
    expectError(await client.call('PATCH', path, { body: {} }), 500);
    expectError(await client.call('PATCH', path, { raw: '{' }), 500);
    expectError(await client.call('GET', path), 500);
  });

  it('answers 404 for an unknown path and 405 for an unknown method', async () => {
    expectError(await client.call('GET', '/nowhere'), 404);
    expectError(await client.call('GET', '/'), 404);
    const reply = await client.call('PUT', '/browsers/x', { body: {} });
    expectError(reply, 405);
    expect(reply.headers.get('allow')).to.equal('PATCH, GET, DELETE');
  });
});
