import { expect } from 'chai';
import { play, type Script } from '../variations/testing/driver.js';
import { responseBody } from '../variations/testing/script-bodies.js';
import { prepared } from '../variations/testing/things.js';
import { expectError, useReferenceServer, type Reply } from '../testing/test-client.js';

const SMALL = { width: 801, height: 603, refresh_rate: 31 };

describe('the reference server as production', () => {
  const client = useReferenceServer({ role: 'production' });
  const send = (
    id: string,
    raw: string | Uint8Array<ArrayBuffer>,
    type = 'application/json',
  ): Promise<Reply> => client.call('PATCH', `/browsers/${id}`, { raw, headers: { 'Content-Type': type } });

  /** The body is refused in Go's words, and nothing has changed. */
  const expectUndecodable = async (id: string, raw: string, words: string): Promise<void> => {
    const before = await client.read(id);
    const reply = await send(id, raw);
    expect(reply.status, raw).to.equal(400);
    expect(reply.headers.get('content-type')).to.equal('text/plain; charset=utf-8');
    expect(reply.text).to.equal(`can't decode JSON body: ${words}\n`);
    expect(await client.read(id)).to.deep.equal(before);
  };

  it('applies a valid update as the conforming server does', async () => {
    const id = await client.create('/browsers');
    const proxy_id = await client.create('/proxies', { type: 'isp' });
    const profile = await client.create('/profiles', { name: 'work' });
    const before = await client.read(id);
    const reply = await client.patch(id, { proxy_id, profile: { name: 'work' }, viewport: SMALL });
    expect(reply.status).to.equal(200);
    expect(reply.body.profile).to.include({ id: profile });
    const after = await client.read(id);
    expect(after).to.deep.equal({ ...before, proxy_id, profile: reply.body.profile, viewport: SMALL });
  });

  it('differs in nothing that accepted updates show', async () => {
    const accepted: Script = async (driver) => responseBody(driver, await prepared(driver));
    const { lines } = await play(accepted, {});
    expect((await play(accepted, { role: 'production' })).lines).to.deep.equal(lines);
  });

  it('answers bodies that it cannot decode with 400 and text', async () => {
    const id = await client.create('/browsers');
    const cannot = 'json: cannot unmarshal';
    const inViewport = 'into Go struct field BrowserViewportUpdate.viewport';
    const inUpdate = 'into Go struct field BrowserUpdateRequest';
    const rows: readonly (readonly [raw: string, words: string])[] = [
      ['', 'EOF'],
      ['{', 'unexpected EOF'],
      ['{"proxy_id":"",}', "invalid character '}' looking for beginning of object key string"],
      ['[]', `${cannot} array into Go value of type oapi.BrowserUpdateRequest`],
      ['{"viewport":{"width":"1280","height":800}}', `${cannot} string ${inViewport}.width of type int`],
      [
        '{"viewport":{"width":1280.5,"height":800}}',
        `${cannot} number 1280.5 ${inViewport}.width of type int`,
      ],
      [
        '{"viewport":{"width":1280.0,"height":800}}',
        `${cannot} number 1280.0 ${inViewport}.width of type int`,
      ],
      ['{"viewport":{"width":1280,"height":8e2}}', `${cannot} number 8e2 ${inViewport}.height of type int`],
      ['{"viewport":[]}', `${cannot} array ${inUpdate}.viewport of type oapi.BrowserViewportUpdate`],
      ['{"proxy_id":1}', `${cannot} number ${inUpdate}.proxy_id of type string`],
      ['{"profile":"x"}', `${cannot} string ${inUpdate}.profile of type map[string]json.RawMessage`],
      ['{"profile":{"id":1}}', `error reading 'id': ${cannot} number into Go value of type string`],
    ];
    for (const [raw, words] of rows) await expectUndecodable(id, raw, words);
  });

  it('decodes a body before it looks for the session, but not before it knows who asks', async () => {
    expect((await send('unknown', '{')).text).to.equal("can't decode JSON body: unexpected EOF\n");
    expectError(await send('unknown', '{}'), 404);
    const headers = { Authorization: 'Bearer wrong' };
    expectError(await client.call('PATCH', '/browsers/unknown', { raw: '{', headers }), 401);
  });

  it('takes any positive size, and no other', async () => {
    const id = await client.create('/browsers');
    for (const [width, height] of [
      [319, 239],
      [7681, 4321],
      [1, 1],
      [100_000, 1],
    ] as const) {
      expect((await client.patch(id, { viewport: { width, height } })).status).to.equal(200);
      expect((await client.read(id)).viewport).to.include({ width, height });
    }
    const before = await client.read(id);
    for (const viewport of [
      { width: 0, height: 600 },
      { width: 800, height: -1 },
      { width: 800 },
      { width: 800, height: null },
      {},
    ]) {
      expectError(await client.patch(id, { viewport }), 400);
    }
    expect(await client.read(id)).to.deep.equal(before);
  });

  it('matches the names of members without regard to case', async () => {
    const id = await client.create('/browsers');
    const viewport = `{"Width":801,"HEIGHT":603,"refre\u017fh_rate":31}`;
    expect((await send(id, `{"ViewPort":${viewport}}`)).status).to.equal(200);
    expect((await client.read(id)).viewport).to.deep.equal(SMALL);
  });

  it('takes the last of several members of one name', async () => {
    const id = await client.create('/browsers');
    const proxy_id = await client.create('/proxies', { type: 'isp' });
    expect((await send(id, `{"proxy_id":"unknown","proxy_id":"${proxy_id}"}`)).status).to.equal(200);
    expect(await client.read(id)).to.include({ proxy_id });
  });

  it('takes null for a member that is left out, and for a body without members', async () => {
    const id = await client.create('/browsers');
    const before = await client.read(id);
    const nothing = { proxy_id: null, disable_default_proxy: null, profile: null, viewport: null };
    for (const body of [nothing, null]) expect((await client.patch(id, body)).status).to.equal(200);
    expect(await client.read(id)).to.deep.equal(before);
    const viewport = { width: 801, height: 603, refresh_rate: null, force: null };
    expect((await client.patch(id, { viewport })).body.viewport).to.include({ width: 801, height: 603 });
  });

  it('ignores unknown members, the content type, and what follows the first value', async () => {
    const id = await client.create('/browsers');
    const rest = { ...(await client.read(id)), viewport: SMALL };
    const raw = JSON.stringify({ viewport: SMALL, no_such_member: 1 });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      expect((await send(id, `${raw}] {"viewport":1}`, type)).status).to.equal(200);
      expect(await client.read(id)).to.deep.equal(rest);
    }
  });

  it('replaces what is not Unicode', async () => {
    await client.create('/profiles', { name: 'a\ufffd' });
    const invalid = Buffer.from('{"profile":{"name":"a\xff"}}', 'latin1');
    for (const raw of ['{"profile":{"name":"a\\ud800"}}', new Uint8Array(invalid)]) {
      const reply = await send(await client.create('/browsers'), raw);
      expect(reply.body.profile).to.include({ name: 'a\ufffd' });
    }
  });

  it('wants an id or a name of a profile; of both it takes the id', async () => {
    const id = await client.create('/browsers');
    for (const profile of [{}, { save_changes: true }, { id: null }]) {
      expectError(await client.patch(id, { profile }), 400);
    }
    const chosen = await client.create('/profiles', { name: 'one' });
    await client.create('/profiles', { name: 'two' });
    const reply = await client.patch(id, { profile: { id: chosen, name: 'two' } });
    expect(reply.body.profile).to.include({ id: chosen, name: 'one' });
  });
});
