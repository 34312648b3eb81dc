import { expect } from 'chai';
import { createLeases, OFF_DEFAULT, type SessionKind } from './leases.js';
import { openLedger, readLedger } from './ledger.js';
import { SetUpFailed, Unavailable } from './set-up-errors.js';
import { newFolder, removeFolders, rig } from './testing/rig.js';
import { closeServers, drop, json, serveBefore, type Heard, type Meddle } from './testing/servers.js';
import { closeStandIns, newStandIn, outsider } from './testing/stand-ins.js';

const PLAIN: SessionKind = { headless: true, stealth: false, recording: false };
const RECORDING: SessionKind = { headless: false, stealth: false, recording: true };

interface Wishes {
  /** Answers instead of the API. */
  readonly before?: Meddle;
  /** Sees what the API has done before it is told. */
  readonly after?: Meddle;
  readonly proxyIds?: readonly string[];
  readonly profileIds?: readonly string[];
  readonly timeoutMs?: number;
  readonly limit?: number;
  readonly readyWithinMs?: number;
}

/** The leases of a run at a stand-in, with a server between them that may misbehave. */
async function leasing(wishes: Wishes = {}) {
  const { before = () => false, after, proxyIds = [], profileIds = [], timeoutMs = 30_000 } = wishes;
  const { limit, readyWithinMs } = wishes;
  const api = await newStandIn();
  const server = await serveBefore(api.url, before, after);
  const { vendor, target } = rig(server.url, { apiKey: api.apiKey, timeoutMs });
  const ledger = openLedger(newFolder(), 'a-run', target);
  const changes: string[] = [];
  const given = { proxyIds, profileIds };
  const leases = createLeases(
    vendor,
    ledger,
    'a-run',
    given,
    (change) => changes.push(change),
    limit,
    readyWithinMs,
  );
  const outstanding = (): string[] =>
    readLedger(ledger.file).outstanding.map(({ kind, id }) => (id === undefined ? `${kind}?` : kind));
  const asked = (method: string, path: string): Heard[] =>
    server.heard.filter((heard) => heard.method === method && heard.path.split('?')[0] === path);
  return { api, leases, changes, outstanding, asked, kernel: outsider(api) };
}

/** An error body, whatever it is about. */
const NO_ROOM = { code: 'refused', message: 'Refused by the test.' };

/** Answers requests to a path with a status instead of letting the API do it. */
const refuse =
  (method: string, path: string | RegExp, status: number): Meddle =>
  (response, heard) =>
    heard.method === method &&
    (typeof path === 'string' ? heard.path === path : path.test(heard.path)) &&
    json(response, status, { code: 'refused', message: 'Refused by the test.' });

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

function expectUnavailable(error: unknown, sentence: string): void {
  expect(error).to.be.an.instanceOf(Unavailable);
  expect(error).to.have.property('message', sentence);
}

function expectSetUpFailed(error: unknown, sentence: string | RegExp): void {
  expect(error).to.be.an.instanceOf(SetUpFailed);
  if (typeof sentence === 'string') expect(error).to.have.property('message', sentence);
  else expect(String(error)).to.match(sentence);
}

describe('leases', () => {
  afterEach(async () => {
    await closeServers();
    await closeStandIns();
    removeFolders();
  });

  it('start a session unlike the defaults, with a proxy of the run', async () => {
    const { leases, kernel, asked } = await leasing();
    const lease = await leases.browser({ ...PLAIN, stealth: true }, 'a/case ä');
    const browser = await kernel.browsers.retrieve(lease.id);
    const [proxy] = await leases.proxies('a/case');
    expect(browser).to.deep.include({
      headless: true,
      stealth: true,
      timeout_seconds: 613,
      viewport: { width: 1283, height: 807, refresh_rate: 31 },
      proxy_id: proxy,
    });
    expect(OFF_DEFAULT.viewport).to.deep.equal(browser.viewport);
    expect(asked('POST', '/browsers')[0]?.headers['x-test-case']).to.equal('a/case%20%C3%A4');
  });

  it('hold what they created in the ledger until it is released', async () => {
    const { leases, outstanding, changes, api } = await leasing();
    const lease = await leases.browser(PLAIN, 'a');
    expect(outstanding()).to.deep.equal(['proxy', 'proxy', 'browser']);
    await leases.release(lease);
    expect(outstanding()).to.deep.equal(['proxy', 'proxy']);
    expect(api.activeBrowsers()).to.equal(0);
    expect(changes).to.deep.equal(['created', 'released']);
  });

  it('create two proxies once, however many ask at once', async () => {
    const { leases, kernel } = await leasing();
    const all = await Promise.all([
      leases.proxies('a'),
      leases.browser(PLAIN, 'b'),
      leases.proxies('c'),
      leases.browser(PLAIN, 'd'),
      leases.proxies('e'),
    ]);
    expect(all[0]).to.have.lengthOf(2);
    expect(all[2]).to.deep.equal(all[0]);
    const names = [];
    for await (const proxy of kernel.proxies.list()) names.push(proxy.name);
    expect(names).to.have.members(['contract-a-run-a', 'contract-a-run-b']);
  });

  it('take the proxies that the operator gave instead of creating some', async () => {
    const api = await newStandIn();
    const { id = '' } = await outsider(api).proxies.create({ type: 'isp', name: 'given' });
    const { leases, asked } = await leasing({ proxyIds: [id] });
    expect(await leases.proxies('a')).to.deep.equal([id]);
    expect(asked('POST', '/proxies')).to.have.lengthOf(0);
  });

  it('start sessions without a proxy where the key may not create one', async () => {
    const { leases, outstanding, kernel, asked } = await leasing({ before: refuse('POST', '/proxies', 403) });
    const lease = await leases.browser(PLAIN, 'a');
    expect((await kernel.browsers.retrieve(lease.id)).proxy_id ?? '').to.equal('');
    expectUnavailable(await failure(leases.proxies('b')), 'creating a proxy was answered with 403');
    expect(outstanding()).to.deep.equal(['browser']);
    await leases.browser(PLAIN, 'c');
    expect(asked('POST', '/proxies')).to.have.lengthOf(2);
  });

  for (const given of [false, true]) {
    it(`start sessions without a proxy where the key may not use ${given ? 'the given' : 'its own'} ones`, async () => {
      const { leases, kernel, asked, outstanding } = await leasing({
        proxyIds: given ? ['given-proxy'] : [],
        before: (response, heard) =>
          heard.body.includes('"proxy_id"') && refuse('POST', '/browsers', 403)(response, heard),
      });
      const lease = await leases.browser(PLAIN, 'a');
      expect((await kernel.browsers.retrieve(lease.id)).proxy_id ?? '').to.equal('');
      const why = 'a proxy may be created but not used: creating a browser was answered with 403';
      expectUnavailable(await failure(leases.proxies('b')), why);
      await leases.browser(PLAIN, 'c');
      expect(asked('POST', '/browsers')).to.have.lengthOf(3); // refused, without, without
      expect(outstanding().filter((kind) => kind.startsWith('browser'))).to.deep.equal([
        'browser',
        'browser',
      ]);
    });
  }

  it('blame the browser, not the proxy, where the key may create no browser at all', async () => {
    const { leases } = await leasing({ before: refuse('POST', '/browsers', 403) });
    expectUnavailable(await failure(leases.browser(PLAIN, 'a')), 'creating a browser was answered with 403');
    expect(await leases.proxies('a')).to.have.lengthOf(2);
  });

  for (const status of [402, 403]) {
    it(`do not verify what needs a replay where starting one is answered with ${status}`, async () => {
      const { leases, api, outstanding, changes } = await leasing({
        before: refuse('POST', /replays$/, status),
      });
      const why = `creating a replay was answered with ${status}`;
      expectUnavailable(await failure(leases.browser(RECORDING, 'a')), why);
      expect(api.activeBrowsers()).to.equal(0);
      expect(changes).to.deep.equal(['created', 'released']);
      expect(outstanding()).to.deep.equal(['proxy', 'proxy']);
      expectUnavailable(await failure(leases.browser(RECORDING, 'b')), why);
      expect(api.createdBrowsers()).to.equal(1);
    });
  }

  it('release the session whose replay fails by chance, and try again next time', async () => {
    let failing = true;
    const { leases, api, kernel } = await leasing({
      before: (response, heard) => failing && refuse('POST', /replays$/, 500)(response, heard),
    });
    expectSetUpFailed(
      await failure(leases.browser(RECORDING, 'a')),
      'creating a replay was answered with 500',
    );
    expect(api.activeBrowsers()).to.equal(0);
    failing = false;
    const lease = await leases.browser(RECORDING, 'b');
    expect(await kernel.browsers.replays.list(lease.id)).to.have.lengthOf(1);
  });

  it('wait until a recording is listed as running', async () => {
    let reads = 0;
    const { leases } = await leasing({
      before: (response, heard) =>
        heard.method === 'GET' && heard.path.endsWith('/replays') && ++reads <= 2 && json(response, 200, []),
    });
    await leases.browser(RECORDING, 'a');
    expect(reads).to.equal(3);
  });

  it('do not take a recording for running that is only announced', async () => {
    let reads = 0;
    const { leases } = await leasing({
      before: (response, heard) => {
        if (!heard.path.endsWith('/replays')) return false;
        const replay = { replay_id: 'r', finished_at: null };
        if (heard.method === 'POST') return json(response, 201, { ...replay, started_at: null });
        reads += 1;
        return json(response, 200, [{ ...replay, started_at: reads < 3 ? null : '2026-01-01T00:00:00Z' }]);
      },
    });
    await leases.browser(RECORDING, 'a');
    expect(reads).to.equal(3);
  });

  for (const [status, left] of [
    [400, []],
    [409, []],
    [408, ['browser?']],
    [500, ['browser?']],
    [503, ['browser?']],
  ] as const) {
    it(`fail where creating a browser is answered with ${status}, and ${left.length > 0 ? 'look for one later' : 'expect none'}`, async () => {
      const { leases, outstanding, changes } = await leasing({ before: refuse('POST', '/browsers', status) });
      const why = `creating a browser was answered with ${status}`;
      expectSetUpFailed(await failure(leases.browser(PLAIN, 'a')), why);
      expect(outstanding()).to.deep.equal(['proxy', 'proxy', ...left]);
      expect(changes).to.deep.equal([]);
    });
  }

  it('ask again for a browser while the API says that it has no room', async () => {
    let full = 2;
    const { leases, asked, outstanding } = await leasing({
      before: (response, heard) =>
        heard.method === 'POST' && heard.path === '/browsers' && full-- > 0 && json(response, 529, NO_ROOM),
    });
    await leases.browser(PLAIN, 'a');
    expect(asked('POST', '/browsers')).to.have.lengthOf(3);
    expect(outstanding()).to.deep.equal(['proxy', 'proxy', 'browser']);
  });

  it('wait until a browser, a proxy and a profile can be read', async () => {
    const late = new Map<string, number>();
    const { leases, asked } = await leasing({
      before: (response, heard) => {
        const isRead = heard.method === 'GET' && /^\/(browsers|proxies|profiles)\/[^/?]+$/.test(heard.path);
        const reads = (late.get(heard.path) ?? 0) + (isRead ? 1 : 0);
        late.set(heard.path, reads);
        return isRead && reads <= 2 && json(response, 404, NO_ROOM);
      },
    });
    const lease = await leases.browser(PLAIN, 'a');
    const [profile] = await leases.profiles('a');
    const [proxy] = await leases.proxies('a');
    for (const path of [`/browsers/${lease.id}`, `/profiles/${profile?.id}`, `/proxies/${proxy}`]) {
      expect(asked('GET', path), path).to.have.lengthOf(3);
    }
  });

  it('wait until a browser shows what it was created with, but for what none ever shows only once', async () => {
    const reads: string[] = [];
    const { leases } = await leasing({
      readyWithinMs: 120,
      after: (response, heard) => {
        if (heard.method !== 'GET' || !/^\/browsers\/[^/?]+$/.test(heard.path)) return false;
        reads.push(heard.path);
        return json(response, 200, { start_url: OFF_DEFAULT.start_url });
      },
    });
    const first = await leases.browser(PLAIN, 'a');
    const second = await leases.browser(PLAIN, 'b');
    const of = (id: string): number => reads.filter((path) => path.endsWith(id)).length;
    expect(of(first.id)).to.be.above(1);
    expect(of(second.id)).to.equal(1);
  });

  it('keep a browser in the ledger that no read and no deletion knows, and delete it later', async () => {
    let known = false;
    const { leases, api, outstanding } = await leasing({
      readyWithinMs: 120,
      before: (response, heard) =>
        !known && /^\/browsers\/[^/?]+$/.test(heard.path) && json(response, 404, NO_ROOM),
    });
    const why = 'a browser was created, but no read knew it within 120 ms';
    expectSetUpFailed(await failure(leases.browser(PLAIN, 'a')), why);
    expect(outstanding()).to.deep.equal(['proxy', 'proxy', 'browser']);
    known = true;
    expect(await leases.releaseAll()).to.deep.equal([]);
    expect(api.activeBrowsers()).to.equal(0);
  });

  it('fail where creating a browser is not answered in time, and look for it later', async () => {
    const { leases, outstanding } = await leasing({
      before: (_, heard) => heard.method === 'POST' && heard.path === '/browsers',
      timeoutMs: 300,
    });
    expectSetUpFailed(await failure(leases.browser(PLAIN, 'a')), /creating a browser failed: .*timed out/i);
    expect(outstanding()).to.deep.equal(['proxy', 'proxy', 'browser?']);
  });

  for (const answer of [{ session_id: '' }, null, 'made']) {
    it(`fail where a browser comes as ${JSON.stringify(answer)}, and look for it later`, async () => {
      const { leases, outstanding } = await leasing({
        before: (response, heard) =>
          heard.method === 'POST' && heard.path === '/browsers' && json(response, 200, answer),
      });
      const why = 'creating a browser was answered without an id, so it cannot be used';
      expectSetUpFailed(await failure(leases.browser(PLAIN, 'a')), why);
      expect(outstanding()).to.deep.equal(['proxy', 'proxy', 'browser?']);
    });
  }

  it('try a proxy again that failed by chance', async () => {
    let failing = true;
    const { leases } = await leasing({
      before: (response, heard) => failing && refuse('POST', '/proxies', 500)(response, heard),
    });
    const why = 'creating a proxy was answered with 500';
    expectSetUpFailed(await failure(leases.browser(PLAIN, 'a')), why);
    failing = false;
    await leases.browser(PLAIN, 'b');
  });

  it('find and release a browser whose creation was never answered', async () => {
    const lost: Meddle = (response, heard) =>
      heard.method === 'POST' && heard.path === '/browsers' && drop(response);
    const { leases, api, kernel, outstanding, changes } = await leasing({ after: lost });
    const others = await kernel.browsers.create({ headless: true });
    expectSetUpFailed(await failure(leases.browser(PLAIN, 'a')), /^SetUpFailed: creating a browser failed: /);
    expect(api.activeBrowsers()).to.equal(2);
    expect(await leases.releaseAll()).to.deep.equal([]);
    expect(api.activeBrowsers()).to.equal(1);
    expect((await kernel.browsers.retrieve(others.session_id)).deleted_at ?? '').to.equal('');
    expect(outstanding()).to.deep.equal([]);
    expect(changes).to.deep.equal(['released']);
  });

  it('find and release proxies whose creation was never answered', async () => {
    const lost: Meddle = (response, heard) =>
      heard.method === 'POST' && heard.path === '/proxies' && drop(response);
    const { leases, kernel, outstanding } = await leasing({ after: lost });
    await kernel.proxies.create({ type: 'isp', name: 'contract-a-run-a-of-others' });
    await failure(leases.browser(PLAIN, 'a'));
    await failure(leases.browser(PLAIN, 'b')); // both proxies have been asked for by now, the first one twice
    expect(await leases.releaseAll()).to.deep.equal([]);
    const names = [];
    for await (const proxy of kernel.proxies.list()) names.push(proxy.name);
    expect(names).to.deep.equal(['contract-a-run-a-of-others']);
    expect(outstanding()).to.deep.equal([]);
  });

  it('say that a browser cannot be found that was lost without a proxy', async () => {
    const { leases, outstanding } = await leasing({
      before: (response, heard) =>
        refuse('POST', '/proxies', 403)(response, heard) || refuse('POST', '/browsers', 500)(response, heard),
    });
    await failure(leases.browser(PLAIN, 'a'));
    expect(await leases.releaseAll()).to.deep.equal([
      'The browser of unknown id was not released: no proxy of the run to find it by; the API ends it by itself ' +
        'when it stays unused.',
    ]);
    expect(outstanding()).to.deep.equal(['browser?']);
  });

  for (const status of [404, 400]) {
    it(`count a browser as released whose deletion is answered with ${status}`, async () => {
      const { leases, outstanding } = await leasing({ before: refuse('DELETE', /browsers/, status) });
      expect(await leases.release(await leases.browser(PLAIN, 'a'))).to.equal(true);
      expect(outstanding()).to.deep.equal(['proxy', 'proxy']);
    });
  }

  it('keep a browser in the ledger whose deletion fails, try again at the end, and tell', async () => {
    const { leases, outstanding, changes, asked } = await leasing({
      before: refuse('DELETE', /browsers/, 500),
    });
    const lease = await leases.browser(PLAIN, 'a');
    expect(await leases.release(lease)).to.equal(false);
    expect(outstanding()).to.deep.equal(['proxy', 'proxy', 'browser']);
    expect(await leases.releaseAll()).to.deep.equal([
      `The browser ${lease.id} was not released: the API answered 500.`,
    ]);
    expect(asked('DELETE', `/browsers/${lease.id}`)).to.have.lengthOf(6); // each time three tries
    expect(outstanding()).to.deep.equal(['browser']);
    expect(changes).to.deep.equal(['created']);
  });

  it('do not count a proxy as released whose deletion is answered with 400', async () => {
    const { leases, outstanding } = await leasing({ before: refuse('DELETE', /proxies/, 400) });
    await leases.proxies('a');
    expect(await leases.releaseAll()).to.have.lengthOf(2);
    expect(outstanding()).to.deep.equal(['proxy', 'proxy']);
  });

  it('release everything at the end: browsers, profiles and proxies', async () => {
    const { leases, api, kernel, outstanding, changes } = await leasing();
    await Promise.all([leases.browser(PLAIN, 'a'), leases.browser(RECORDING, 'b'), leases.profiles('c')]);
    expect(await leases.releaseAll()).to.deep.equal([]);
    expect(api.activeBrowsers()).to.equal(0);
    for (const list of [kernel.proxies.list(), kernel.profiles.list()]) {
      const left = [];
      for await (const one of list) left.push(one);
      expect(left).to.deep.equal([]);
    }
    expect(outstanding()).to.deep.equal([]);
    expect(changes).to.deep.equal(['created', 'created', 'released', 'released']);
  });

  it('let no more browsers live at once than allowed', async () => {
    const { leases, api } = await leasing({ limit: 1 });
    const first = await leases.browser(PLAIN, 'a');
    const second = leases.browser(PLAIN, 'b');
    await leases.proxies('b'); // whatever could have been asked for meanwhile
    expect(api.createdBrowsers()).to.equal(1);
    await leases.release(first);
    await leases.release(await second);
    expect(api.createdBrowsers()).to.equal(2);
  });

  it('give the place of a browser back that could not be created', async () => {
    let failing = true;
    const { leases } = await leasing({
      limit: 1,
      before: (response, heard) => failing && refuse('POST', '/browsers', 500)(response, heard),
    });
    await failure(leases.browser(PLAIN, 'a'));
    failing = false;
    await leases.browser(PLAIN, 'b');
  });
});

describe('leased profiles', () => {
  afterEach(async () => {
    await closeServers();
    await closeStandIns();
    removeFolders();
  });

  it('are two of the run, once', async () => {
    const { leases, kernel } = await leasing();
    const [first, again] = await Promise.all([leases.profiles('a'), leases.profiles('b')]);
    expect(first.map(({ name }) => name)).to.deep.equal(['contract-a-run-a', 'contract-a-run-b']);
    expect(again).to.deep.equal(first);
    expect((await kernel.profiles.retrieve('contract-a-run-a')).id).to.equal(first[0]?.id);
  });

  it('leave a profile alone that was there under the same name', async () => {
    const { leases, kernel, outstanding } = await leasing();
    const { id } = await kernel.profiles.create({ name: 'of-others' });
    expect(await leases.profileNamed('of-others', 'a')).to.equal(id);
    expect(outstanding()).to.deep.equal([]);
    expect(await leases.releaseAll()).to.deep.equal([]);
    expect((await kernel.profiles.retrieve('of-others')).id).to.equal(id);
  });

  it('are released by their name where the creation was never answered', async () => {
    const lost: Meddle = (response, heard) => heard.method === 'POST' && drop(response);
    const { leases, kernel, outstanding } = await leasing({ after: lost });
    expectSetUpFailed(await failure(leases.profiles('a')), /creating a profile failed/);
    await failure(leases.profiles('b'));
    expect(await leases.releaseAll()).to.deep.equal([]);
    const left = [];
    for await (const profile of kernel.profiles.list()) left.push(profile.name);
    expect(left).to.deep.equal([]);
    expect(outstanding()).to.deep.equal([]);
  });

  it('are tried again when they failed by chance, but not when the key may not create them', async () => {
    let status = 500;
    const { leases, asked } = await leasing({
      before: (response, heard) => status !== 200 && refuse('POST', '/profiles', status)(response, heard),
    });
    expectSetUpFailed(await failure(leases.profiles('a')), 'creating a profile was answered with 500');
    status = 403;
    expectUnavailable(await failure(leases.profiles('b')), 'creating a profile was answered with 403');
    status = 200;
    expectUnavailable(await failure(leases.profiles('c')), 'creating a profile was answered with 403');
    expect(asked('POST', '/profiles').length).to.be.at.most(4);
  });
});

describe('leased resources that are deleted, or have no name', () => {
  afterEach(async () => {
    await closeServers();
    await closeStandIns();
    removeFolders();
  });

  it('are a profile without a name, made once and released at the end', async () => {
    const { leases, kernel, outstanding } = await leasing();
    const id = await leases.namelessProfile('a');
    expect(await leases.namelessProfile('b')).to.equal(id);
    expect((await kernel.profiles.retrieve(id)).name ?? null).to.equal(null);
    expect(outstanding()).to.deep.equal(['profile']);
    expect(await leases.releaseAll()).to.deep.equal([]);
    expect(outstanding()).to.deep.equal([]);
  });

  it('are a proxy and a profile that nobody finds any more, and that the ledger does not hold', async () => {
    const { leases, kernel, outstanding, asked } = await leasing();
    const proxy = await leases.deletedProxy('a');
    const name = await leases.deletedProfileName('a');
    expect(await leases.deletedProxy('b')).to.equal(proxy);
    expect(asked('POST', '/proxies')).to.have.lengthOf(1);
    const [first] = await leases.profiles('a');
    expect(name.toLowerCase()).to.equal(first?.name?.toLowerCase()).and.not.to.equal(name);
    for (const read of [kernel.proxies.retrieve(proxy), kernel.profiles.retrieve(name)]) {
      expect(await failure(read)).to.have.property('status', 404);
    }
    expect(outstanding()).to.deep.equal(['profile', 'profile']);
  });

  it('are none where a deleted one is found all the same', async () => {
    const { leases, outstanding } = await leasing({
      before: (response, heard) =>
        heard.method === 'DELETE' && heard.path.startsWith('/proxies/') && json(response, 200, {}),
      readyWithinMs: 100,
    });
    const sentence = 'a proxy that was deleted is found all the same';
    expectUnavailable(await failure(leases.deletedProxy('a')), sentence);
    expect(outstanding()).to.deep.equal([]);
  });

  it('are none where the API takes capitals for small letters, or refuses the name', async () => {
    for (const status of [409, 400]) {
      const { leases } = await leasing({ before: refuse('POST', '/profiles', status) });
      const sentence = `creating a profile was answered with ${status}`;
      expectUnavailable(await failure(leases.deletedProfileName('a')), sentence);
    }
  });

  it('stay in the ledger where they could not be deleted', async () => {
    const { leases, outstanding } = await leasing({ before: refuse('DELETE', /^\/proxies\//, 403) });
    expectUnavailable(await failure(leases.deletedProxy('a')), 'deleting a proxy was answered with 403');
    expect(outstanding()).to.deep.equal(['proxy']);
  });
});
