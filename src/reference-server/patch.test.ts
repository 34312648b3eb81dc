import { expect } from 'chai';
import type { Json, JsonObject } from '../model/json.js';
import { refreshRateFor } from './refresh-rate.js';
import { useReferenceServer, type TestClient } from '../../proof/testing/test-client.js';

const SMALL = { width: 1283, height: 807, refresh_rate: 30 } as const;

/** Sends an update that must be refused and leave the session as it was; answers the Error body. */
async function refused(client: TestClient, id: string, body: Json): Promise<JsonObject> {
  const before = await client.read(id);
  const reply = await client.patch(id, body);
  expect(reply.status, JSON.stringify(body)).to.equal(400);
  expect(await client.read(id)).to.deep.equal(before);
  return reply.body;
}

/** Sends an update that must be accepted and show what GET then shows; answers the members that changed. */
async function accepted(client: TestClient, id: string, body: Json): Promise<JsonObject> {
  const before = await client.read(id);
  const reply = await client.patch(id, body);
  expect(reply.status, reply.text).to.equal(200);
  const after = await client.read(id);
  expect(reply.body).to.deep.include(after);
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value)),
  );
}

describe('PATCH of the reference server: the schema', () => {
  const client = useReferenceServer();

  it('refuses what the schema refuses, naming the member', async () => {
    const id = await client.create('/browsers');
    const rows: [Json, string][] = [
      [{ proxy_id: 1 }, 'proxy_id'],
      [{ disable_default_proxy: null }, 'disable_default_proxy'],
      [{ disable_default_proxy: 'true' }, 'disable_default_proxy'],
      [{ profile: null }, 'profile'],
      [{ profile: 'x' }, 'profile'],
      [{ profile: [] }, 'profile'],
      [{ profile: {} }, 'profile'],
      [{ profile: { id: 'a', name: 'b' } }, 'profile'],
      [{ profile: { name: '' } }, 'profile.name'],
      [{ profile: { name: 'a b' } }, 'profile.name'],
      [{ profile: { name: 'a'.repeat(256) } }, 'profile.name'],
      [{ profile: { id: 'a', save_changes: 1 } }, 'profile.save_changes'],
      [{ viewport: null }, 'viewport'],
      [{ viewport: 1 }, 'viewport'],
      [{ viewport: {} }, 'viewport.width'],
      [{ viewport: { force: true } }, 'viewport.height'],
      [{ viewport: { width: 800 } }, 'viewport.height'],
      [{ viewport: { width: '800', height: 600 } }, 'viewport.width'],
      [{ viewport: { width: 800.5, height: 600 } }, 'viewport.width'],
      [{ viewport: { width: 319, height: 600 } }, 'viewport.width'],
      [{ viewport: { width: 7681, height: 600 } }, 'viewport.width'],
      [{ viewport: { width: 800, height: 239 } }, 'viewport.height'],
      [{ viewport: { width: 800, height: 4321 } }, 'viewport.height'],
      [{ viewport: { width: 800, height: 600, refresh_rate: null } }, 'viewport.refresh_rate'],
      [{ viewport: { width: 800, height: 600, refresh_rate: 59.9 } }, 'viewport.refresh_rate'],
      [{ viewport: { width: 800, height: 600, force: 'yes' } }, 'viewport.force'],
    ];
    for (const [body, member] of rows) {
      const { message } = await refused(client, id, body);
      expect(message, JSON.stringify(body)).to.include(`${member} `);
    }
  });

  it('lists several faults one by one, and each only once', async () => {
    const id = await client.create('/browsers');
    const error = await refused(client, id, { proxy_id: 1, viewport: 5 });
    expect(error.details).to.have.length(2);
    expect(error.message).to.include('proxy_id').and.include('viewport');
    expect(await refused(client, id, { proxy_id: 1 })).to.not.have.property('details');
  });

  it('accepts the bounds themselves, exactly', async () => {
    const id = await client.create('/browsers');
    for (const [width, height] of [
      [320, 240],
      [7680, 4320],
    ] as const) {
      const viewport = { width, height, refresh_rate: 60 };
      expect(await accepted(client, id, { viewport })).to.deep.equal({ viewport });
    }
  });

  it('changes nothing for an empty object and for unknown members', async () => {
    const id = await client.create('/browsers');
    expect(await accepted(client, id, {})).to.deep.equal({});
    expect(await accepted(client, id, { headless: true, timeout_seconds: 99, other: {} })).to.deep.equal({});
  });

  it('takes the last of a member that is named twice', async () => {
    const id = await client.create('/browsers');
    const size = (width: number): string => `{"width":${width},"height":600,"refresh_rate":60}`;
    const raw = `{"viewport":${size(1)},"viewport":${size(800)}}`;
    const reply = await client.call('PATCH', `/browsers/${id}`, { raw });
    expect(reply.body.viewport).to.deep.equal({ width: 800, height: 600, refresh_rate: 60 });
  });
});

describe('PATCH of the reference server: proxies', () => {
  const client = useReferenceServer();

  it('sets a proxy, keeps it when it is left out or null, and removes it with an empty string', async () => {
    const proxy = await client.create('/proxies', { type: 'isp' });
    const id = await client.create('/browsers');
    expect(await accepted(client, id, { proxy_id: proxy })).to.deep.equal({ proxy_id: proxy });
    expect(await accepted(client, id, {})).to.deep.equal({});
    expect(await accepted(client, id, { proxy_id: null })).to.deep.equal({});
    await accepted(client, id, { proxy_id: '' });
    expect(await client.read(id)).to.not.have.property('proxy_id');
    expect(await accepted(client, id, { proxy_id: '' })).to.deep.equal({});
  });

  it('refuses a proxy that is not there, or no longer', async () => {
    const id = await client.create('/browsers');
    const proxy = await client.create('/proxies', { type: 'isp' });
    await accepted(client, id, { proxy_id: proxy });
    await client.call('DELETE', `/proxies/${proxy}`);
    for (const proxy_id of ['unknown', proxy, ' ']) {
      expect((await refused(client, id, { proxy_id })).message).to.include('proxy_id');
    }
  });

  it('accepts disable_default_proxy without showing it', async () => {
    const id = await client.create('/browsers', { stealth: true });
    for (const disable_default_proxy of [true, false]) {
      expect(await accepted(client, id, { disable_default_proxy })).to.deep.equal({});
    }
  });
});

describe('PATCH of the reference server: profiles', () => {
  const client = useReferenceServer();

  it('loads a profile by id and by name', async () => {
    const profile = await client.create('/profiles', { name: 'by-name' });
    for (const choice of [{ id: profile }, { name: 'by-name', save_changes: true }]) {
      const id = await client.create('/browsers');
      const changed = await accepted(client, id, { profile: choice });
      expect(changed).to.have.all.keys('profile');
      expect(changed.profile).to.include({ id: profile, name: 'by-name' });
      expect(changed.profile).to.have.property('last_used_at');
    }
  });

  it('refuses a second profile, also the same one, and however the first one came', async () => {
    const profile = await client.create('/profiles');
    const other = await client.create('/profiles');
    const patched = await client.create('/browsers');
    await accepted(client, patched, { profile: { id: profile } });
    const created = await client.create('/browsers', { profile: { id: profile } });
    for (const id of [patched, created]) {
      for (const choice of [profile, other]) {
        expect((await refused(client, id, { profile: { id: choice } })).message).to.include('profile');
      }
    }
  });

  it('refuses a profile that does not exist; names are case-sensitive', async () => {
    await client.create('/profiles', { name: 'Name' });
    const id = await client.create('/browsers');
    for (const profile of [{ id: 'unknown' }, { id: '' }, { id: 'Name' }, { name: 'name' }]) {
      expect((await refused(client, id, { profile })).message).to.include('profile');
    }
  });

  it('saves to the profile at the end only when the update asked for it', async () => {
    for (const save_changes of [true, false]) {
      const profile = await client.create('/profiles');
      const read = async (): Promise<Json | undefined> =>
        (await client.call('GET', `/profiles/${profile}`)).body.updated_at;
      const before = await read();
      const id = await client.create('/browsers');
      await accepted(client, id, { profile: { id: profile, save_changes } });
      while (new Date().toISOString() === before) await new Promise(setImmediate); // until the clock shows a difference
      await client.call('DELETE', `/browsers/${id}`);
      expect((await read()) !== before, String(save_changes)).to.equal(save_changes);
    }
  });
});

describe('PATCH of the reference server: the viewport', () => {
  const client = useReferenceServer();
  const replaysOf = async (id: string) => (await client.call('GET', `/browsers/${id}/replays`)).items;
  const record = async (id: string): Promise<string> => {
    const { replay_id } = (await client.call('POST', `/browsers/${id}/replays`)).body;
    return typeof replay_id === 'string' ? replay_id : '';
  };

  it('applies the size and the rate exactly, and does not show force', async () => {
    const id = await client.create('/browsers', { headless: true });
    expect(await accepted(client, id, { viewport: { ...SMALL, force: true } })).to.deep.equal({
      viewport: SMALL,
    });
  });

  it('determines a rate that is left out, also where only the rate was set before', async () => {
    const id = await client.create('/browsers');
    await accepted(client, id, { viewport: { width: 1280, height: 800, refresh_rate: 1 } });
    expect(await accepted(client, id, { viewport: { width: 1280, height: 800 } })).to.deep.equal({
      viewport: { width: 1280, height: 800, refresh_rate: 60 },
    });
  });

  it('gives every preset its rate, and never a higher one to a larger size', () => {
    const presets = ['2560x1440@10', '1920x1080@25', '1920x1200@25', '1440x900@25', '1280x800@60'];
    for (const preset of [...presets, '1024x768@60', '1200x800@60']) {
      const [width = 0, height = 0, rate = 0] = preset.split(/[x@]/).map(Number);
      expect(refreshRateFor(width, height), preset).to.equal(rate);
    }
    const rates = Array.from({ length: 100 }, (_, step) => refreshRateFor(320 + step * 70, 240 + step * 40));
    expect(rates).to.deep.equal([...rates].sort((one, other) => other - one));
  });

  it('refuses a resize while a recording runs, and allows it again afterwards', async () => {
    const id = await client.create('/browsers');
    const replay = await record(id);
    for (const force of [{}, { force: false }]) {
      expect((await refused(client, id, { viewport: { ...SMALL, ...force } })).message).to.include(
        'viewport',
      );
    }
    const rateOnly = { width: 1920, height: 1080, refresh_rate: 24 };
    await refused(client, id, { viewport: rateOnly });
    await client.call('POST', `/browsers/${id}/replays/${replay}/stop`);
    expect(await accepted(client, id, { viewport: SMALL })).to.deep.equal({ viewport: SMALL });
    expect(await replaysOf(id)).to.have.length(1);
  });

  it('lets pass what leaves the window as it is, forced or not, and disturbs no recording', async () => {
    const id = await client.create('/browsers');
    await record(id);
    for (const force of [true, false]) {
      const viewport = { width: 1920, height: 1080, force };
      expect(await accepted(client, id, { viewport })).to.deep.equal({});
    }
    expect(await replaysOf(id)).to.have.length(1);
  });

  it('restarts every running recording as a new segment when forced', async () => {
    const id = await client.create('/browsers');
    const first = await record(id);
    const second = await record(id);
    const ended = await record(id);
    await client.call('POST', `/browsers/${id}/replays/${ended}/stop`);
    await accepted(client, id, { viewport: { ...SMALL, force: true } });
    const replays = await replaysOf(id);
    const running = replays.filter((replay) => replay.finished_at === null).map((replay) => replay.replay_id);
    expect(replays).to.have.length(5);
    expect(running).to.have.length(2);
    expect(running).to.not.include.members([first, second]);
    expect(new Set(replays.map((replay) => replay.replay_id)).size).to.equal(5);
  });
});

describe('PATCH of the reference server: everything or nothing', () => {
  const client = useReferenceServer();

  it('applies all members of one update', async () => {
    const id = await client.create('/browsers');
    const profile = await client.create('/profiles');
    const proxy_id = await client.create('/proxies', { type: 'isp' });
    const changed = await accepted(client, id, { proxy_id, profile: { id: profile }, viewport: SMALL });
    expect(changed).to.deep.include({ proxy_id, viewport: SMALL });
    expect(changed.profile).to.include({ id: profile });
  });

  it('applies nothing when one member is refused, by the schema or by a rule', async () => {
    const id = await client.create('/browsers');
    const profile = { id: await client.create('/profiles') };
    const proxy_id = await client.create('/proxies', { type: 'isp' });
    const unknown = { id: 'unknown' };
    await refused(client, id, { proxy_id, profile, viewport: { width: 1, height: 600 } });
    await refused(client, id, { proxy_id, profile: unknown, viewport: SMALL });
    await refused(client, id, { proxy_id: 'unknown', profile, viewport: SMALL });
    const error = await refused(client, id, { proxy_id: 'unknown', profile: unknown, viewport: SMALL });
    expect(error.details).to.have.length(2);
    await client.call('POST', `/browsers/${id}/replays`);
    await refused(client, id, { proxy_id, profile, viewport: SMALL });
    expect((await client.call('GET', `/profiles/${profile.id}`)).body).to.not.have.property('last_used_at');
  });
});
