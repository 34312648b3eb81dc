import { expect } from 'chai';
import type { Json } from '../model/json.js';
import { useReferenceServer } from '../../proof/testing/test-client.js';

const TOKEN = /[?&]jwt=eyJ[\w-]+\.[\w-]+\.[\w-]+/;

describe('the reference server: browsers', () => {
  const client = useReferenceServer();

  it('creates one with the defaults, without any body', async () => {
    const reply = await client.call('POST', '/browsers');
    expect(reply.status).to.equal(200);
    expect(reply.body).to.deep.include({
      headless: false,
      stealth: false,
      gpu: false,
      kiosk_mode: false,
      timeout_seconds: 60,
      viewport: { width: 1920, height: 1080, refresh_rate: 25 },
    });
    expect(reply.body).to.not.have.any.keys('proxy_id', 'profile', 'start_url', 'deleted_at', 'pool');
    expect(reply.body.session_id).to.match(/^[a-z][a-z0-9]{23}$/);
    expect(reply.body.created_at).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(reply.body.cdp_ws_url).to.match(/^wss:/).and.match(TOKEN);
    expect(reply.body.webdriver_ws_url).to.match(/^wss:/).and.match(TOKEN);
    expect(reply.body.browser_live_view_url)
      .to.match(/^https:/)
      .and.match(TOKEN);
    expect(reply.body.base_url).to.match(/^https:/);
    expect(reply.body.usage).to.have.property('uptime_ms').that.is.a('number');
  });

  it('keeps everything that was asked for', async () => {
    const profile = await client.create('/profiles', { name: 'mine' });
    const proxy_id = await client.create('/proxies', { type: 'isp' });
    const shown = {
      headless: true,
      stealth: true,
      kiosk_mode: true,
      timeout_seconds: 259_200,
      start_url: 'https://example.com',
      proxy_id,
      viewport: { width: 800, height: 600, refresh_rate: 24 },
    };
    const id = await client.create('/browsers', { ...shown, profile: { name: 'mine' } });
    const read = await client.read(id);
    expect(read).to.deep.include(shown);
    expect(read.profile).to.include({ id: profile, name: 'mine' });
    expect(read).to.not.have.property('browser_live_view_url');
  });

  it('gives a gpu session its own default, and a viewport without a rate one that fits', async () => {
    const gpu = await client.read(await client.create('/browsers', { gpu: true }));
    expect(gpu.viewport).to.deep.equal({ width: 1920, height: 1080, refresh_rate: 60 });
    const small = await client.create('/browsers', { viewport: { width: 1024, height: 768 } });
    expect((await client.read(small)).viewport).to.deep.equal({ width: 1024, height: 768, refresh_rate: 60 });
  });

  it('refuses what it cannot give, and creates nothing', async () => {
    const bad: Json[] = [
      { timeout_seconds: 9 },
      { timeout_seconds: 259_201 },
      { timeout_seconds: '60' },
      { headless: 'true' },
      { viewport: { width: 319, height: 600 } },
      { viewport: { width: 800 } },
      { proxy_id: 'unknown' },
      { profile: { id: 'unknown' } },
      { profile: {} },
      { profile: 'x' },
      { gpu: true, headless: true },
      [],
    ];
    for (const body of bad) {
      const reply = await client.call('POST', '/browsers', { body });
      expect(reply.status, JSON.stringify(body)).to.equal(400);
      expect(reply.body).to.include.keys('code', 'message');
    }
    expect(client.referenceServer.createdBrowsers()).to.equal(0);
  });

  it('deletes softly: gone for most, readable where deleted ones are asked for', async () => {
    const id = await client.create('/browsers');
    expect((await client.call('DELETE', `/browsers/${id}`)).status).to.equal(204);
    expect((await client.call('DELETE', `/browsers/${id}`)).status).to.equal(404);
    expect((await client.call('DELETE', '/browsers/unknown')).status).to.equal(404);
    expect((await client.call('GET', `/browsers/${id}`)).status).to.equal(404);
    const deleted = await client.call('GET', `/browsers/${id}?include_deleted=true`);
    expect(deleted.status).to.equal(200);
    expect(deleted.body.deleted_at).to.be.a('string');
  });

  it('lists by status and by what is searched for', async () => {
    const proxy_id = await client.create('/proxies', { type: 'isp' });
    const profile = await client.create('/profiles');
    const live = await client.create('/browsers', { proxy_id, profile: { id: profile } });
    const deleted = await client.create('/browsers');
    await client.call('DELETE', `/browsers/${deleted}`);
    const list = async (query: string): Promise<unknown[]> =>
      (await client.call('GET', `/browsers${query}`)).items.map((item) => item.session_id);
    expect(await list('')).to.deep.equal([live]);
    expect(await list('?status=active')).to.deep.equal([live]);
    expect(await list('?status=deleted')).to.deep.equal([deleted]);
    expect(await list('?status=all')).to.deep.equal([live, deleted]);
    expect(await list('?include_deleted=true')).to.deep.equal([live, deleted]);
    for (const text of [live, proxy_id, profile]) {
      expect(await list(`?status=all&query=${text}`), text).to.deep.equal([live]);
    }
    expect(await list('?query=nothing-has-this')).to.deep.equal([]);
    expect((await client.call('GET', '/browsers?status=other')).status).to.equal(400);
  });

  it('lists page by page', async () => {
    for (let count = 0; count < 3; count += 1) await client.create('/browsers');
    const first = await client.call('GET', '/browsers?limit=2');
    expect(first.items).to.have.length(2);
    const paging = (headers: Headers) =>
      ['x-limit', 'x-offset', 'x-has-more', 'x-next-offset'].map((name) => headers.get(name));
    expect(paging(first.headers)).to.deep.equal(['2', '0', 'true', '2']);
    const last = await client.call('GET', '/browsers?limit=2&offset=2');
    expect(last.items).to.have.length(1);
    expect(paging(last.headers)).to.deep.equal(['2', '2', 'false', null]);
    for (const query of ['limit=0', 'limit=101', 'limit=x', 'limit=', 'offset=-1', 'offset=1.5']) {
      expect((await client.call('GET', `/browsers?${query}`)).status, query).to.equal(400);
    }
  });
});

describe('the reference server: profiles', () => {
  const client = useReferenceServer();

  it('creates, reads by id and by name, lists and deletes', async () => {
    const created = await client.call('POST', '/profiles', { body: { name: 'A.b_c-1' } });
    expect(created.status).to.equal(201);
    const id = typeof created.body.id === 'string' ? created.body.id : '';
    for (const key of [id, 'A.b_c-1']) {
      expect((await client.call('GET', `/profiles/${key}`)).body).to.deep.equal(created.body);
    }
    expect((await client.call('GET', '/profiles?query=b_c')).items).to.deep.equal([created.body]);
    expect((await client.call('GET', '/profiles?query=other')).items).to.deep.equal([]);
    expect((await client.call('DELETE', '/profiles/A.b_c-1')).status).to.equal(204);
    expect((await client.call('DELETE', '/profiles/A.b_c-1')).status).to.equal(404);
    expect((await client.call('GET', '/profiles/A.b_c-1')).status).to.equal(404);
  });

  it('shows no name for a profile that has none', async () => {
    const { status, body } = await client.call('POST', '/profiles', { body: {} });
    expect(status).to.equal(201);
    expect(body).to.have.keys('id', 'created_at', 'updated_at');
  });

  it('creates a profile under a name that no update may use', async () => {
    for (const name of ['a b', 'ä', 'a'.repeat(256)]) await client.create('/profiles', { name });
  });

  it('refuses a name that is taken or malformed, and a missing body', async () => {
    await client.create('/profiles', { name: 'taken' });
    expect((await client.call('POST', '/profiles', { body: { name: 'taken' } })).status).to.equal(409);
    for (const name of ['', 1, null]) {
      const reply = await client.call('POST', '/profiles', { body: { name } });
      expect(reply.status, String(name)).to.equal(400);
    }
    expect((await client.call('POST', '/profiles')).status).to.equal(400);
  });
});

describe('the reference server: proxies', () => {
  const client = useReferenceServer();

  it('creates, reads, lists and deletes, and never shows a password', async () => {
    const body = {
      type: 'custom',
      name: 'own',
      protocol: 'http',
      config: { host: '127.0.0.1', port: 1, username: 'u', password: 'never shown' },
    };
    const created = await client.call('POST', '/proxies', { body });
    expect(created.status).to.equal(201);
    expect(created.text).to.not.include('never shown');
    expect(created.body).to.deep.include({
      type: 'custom',
      name: 'own',
      protocol: 'http',
      config: { host: '127.0.0.1', port: 1, username: 'u', has_password: true },
    });
    const id = typeof created.body.id === 'string' ? created.body.id : '';
    expect((await client.call('GET', `/proxies/${id}`)).body).to.deep.equal(created.body);
    expect((await client.call('GET', '/proxies')).items).to.deep.equal([created.body]);
    expect((await client.call('DELETE', `/proxies/${id}`)).status).to.equal(204);
    expect((await client.call('DELETE', `/proxies/${id}`)).status).to.equal(404);
    expect((await client.call('GET', `/proxies/${id}`)).status).to.equal(404);
  });

  it('says of a custom proxy without a password that it has none', async () => {
    const body = { type: 'custom', config: { host: '127.0.0.1', port: 1 } };
    const config = { host: '127.0.0.1', port: 1, has_password: false };
    expect((await client.call('POST', '/proxies', { body })).body.config).to.deep.equal(config);
  });

  it('leaves the sessions alone that use a deleted proxy', async () => {
    const proxy_id = await client.create('/proxies', { type: 'datacenter' });
    const id = await client.create('/browsers', { proxy_id });
    await client.call('DELETE', `/proxies/${proxy_id}`);
    expect((await client.read(id)).proxy_id).to.equal(proxy_id);
  });

  it('refuses a proxy without a known type, and a custom one without a host', async () => {
    const bad: Json[] = [
      {},
      { type: 'other' },
      { type: null },
      { type: 'isp', protocol: 'ftp' },
      { type: 'custom' },
      { type: 'custom', config: { host: 'x' } },
    ];
    for (const body of bad) {
      expect((await client.call('POST', '/proxies', { body })).status, JSON.stringify(body)).to.equal(400);
    }
  });
});

describe('the reference server: replays', () => {
  const client = useReferenceServer();

  it('starts, lists, stops and downloads; several may run', async () => {
    const id = await client.create('/browsers');
    const path = `/browsers/${id}/replays`;
    const started = await client.call('POST', path, { body: { framerate: 20 } });
    expect(started.status).to.equal(201);
    expect(started.body.finished_at).to.equal(null);
    expect(started.body.replay_view_url).to.match(TOKEN);
    expect((await client.call('POST', path)).status).to.equal(201);
    expect((await client.call('GET', path)).items).to.have.length(2);

    const replay = `${path}/${typeof started.body.replay_id === 'string' ? started.body.replay_id : ''}`;
    const running = await client.call('GET', replay);
    expect(running.status).to.equal(202);
    expect(running.headers.get('retry-after')).to.equal('1');
    const stopped = await client.call('POST', `${replay}/stop`);
    expect([stopped.status, stopped.text]).to.deep.equal([200, '']);
    const video = await client.call('GET', replay);
    expect([video.status, video.headers.get('content-type')]).to.deep.equal([200, 'video/mp4']);
    const [first, second] = (await client.call('GET', path)).items;
    expect(first?.finished_at).to.be.a('string');
    expect(second?.finished_at).to.equal(null);
  });

  it('refuses to record a headless session, or faster than it can', async () => {
    const headless = await client.create('/browsers', { headless: true });
    expect((await client.call('POST', `/browsers/${headless}/replays`)).status).to.equal(400);
    const headful = await client.create('/browsers');
    for (const body of [{ framerate: 21 }, { framerate: 61 }, { max_duration_in_seconds: 0 }]) {
      expect((await client.call('POST', `/browsers/${headful}/replays`, { body })).status).to.equal(400);
    }
  });

  it('answers 404 for a replay or a session that is not there', async () => {
    const id = await client.create('/browsers');
    expect((await client.call('GET', `/browsers/${id}/replays/unknown`)).status).to.equal(404);
    expect((await client.call('POST', `/browsers/${id}/replays/unknown/stop`)).status).to.equal(404);
    expect((await client.call('POST', '/browsers/unknown/replays')).status).to.equal(404);
    expect((await client.call('GET', '/browsers/unknown/replays')).status).to.equal(404);
  });
});
