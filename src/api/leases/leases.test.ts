import { expect } from 'chai';
import { OFF_DEFAULT } from './browsers.js';
import {
  endLeasing,
  expectSetUpFailed,
  expectUnavailable,
  failure,
  leasing,
  PLAIN,
  RECORDING,
  refuse,
  REFUSED,
} from '../../../proof/testing/leasing.js';
import { json } from '../../../proof/testing/servers.js';
import { newReferenceServer, outsider } from '../../../proof/testing/reference-servers.js';

describe('leases', () => {
  afterEach(endLeasing);

  it('start a session unlike the defaults, with a proxy of the run', async () => {
    const { leases, kernel, asked } = await leasing();
    const lease = await leases.browser({ ...PLAIN, stealth: true });
    const browser = await kernel.browsers.retrieve(lease.id);
    const [proxy] = await leases.proxies();
    expect(browser).to.deep.include({
      headless: true,
      stealth: true,
      timeout_seconds: 613,
      viewport: { width: 1283, height: 807, refresh_rate: 31 },
      proxy_id: proxy,
    });
    expect(OFF_DEFAULT.viewport).to.deep.equal(browser.viewport);
    expect(asked('POST', '/browsers')[0]?.headers['x-test-case']).to.equal('some/case%20%C3%A4');
  });

  it('hold what they created in the ledger until it is released', async () => {
    const { leases, outstanding, changes, api } = await leasing();
    const lease = await leases.browser(PLAIN);
    expect(outstanding()).to.deep.equal(['proxy', 'proxy', 'browser']);
    await leases.release(lease);
    expect(outstanding()).to.deep.equal(['proxy', 'proxy']);
    expect(api.activeBrowsers()).to.equal(0);
    expect(changes).to.deep.equal(['created', 'released']);
  });

  it('create two proxies once, however many ask at once', async () => {
    const { leases, kernel } = await leasing();
    const all = await Promise.all([
      leases.proxies(),
      leases.browser(PLAIN),
      leases.proxies(),
      leases.browser(PLAIN),
      leases.proxies(),
    ]);
    expect(all[0]).to.have.lengthOf(2);
    expect(all[2]).to.deep.equal(all[0]);
    const names = [];
    for await (const proxy of kernel.proxies.list()) names.push(proxy.name);
    expect(names).to.have.members(['contract-a-run-a', 'contract-a-run-b']);
  });

  it('take the proxies that the operator gave instead of creating some', async () => {
    const api = await newReferenceServer();
    const { id = '' } = await outsider(api).proxies.create({ type: 'isp', name: 'given' });
    const { leases, asked } = await leasing({ proxyIds: [id] });
    expect(await leases.proxies()).to.deep.equal([id]);
    expect(asked('POST', '/proxies')).to.have.lengthOf(0);
  });

  it('start sessions without a proxy where the key may not create one', async () => {
    const { leases, outstanding, kernel, asked } = await leasing({ before: refuse('POST', '/proxies', 403) });
    const lease = await leases.browser(PLAIN);
    expect((await kernel.browsers.retrieve(lease.id)).proxy_id ?? '').to.equal('');
    expectUnavailable(await failure(leases.proxies()), 'creating a proxy was answered with 403');
    expect(outstanding()).to.deep.equal(['browser']);
    await leases.browser(PLAIN);
    expect(asked('POST', '/proxies')).to.have.lengthOf(2);
  });

  for (const given of [false, true]) {
    it(`start sessions without a proxy where the key may not use ${given ? 'the given' : 'its own'} ones`, async () => {
      const { leases, kernel, asked, outstanding } = await leasing({
        proxyIds: given ? ['given-proxy'] : [],
        before: (response, heard) =>
          heard.body.includes('"proxy_id"') && refuse('POST', '/browsers', 403)(response, heard),
      });
      const lease = await leases.browser(PLAIN);
      expect((await kernel.browsers.retrieve(lease.id)).proxy_id ?? '').to.equal('');
      const why = 'a proxy may be created but not used: creating a browser was answered with 403';
      expectUnavailable(await failure(leases.proxies()), why);
      await leases.browser(PLAIN);
      expect(asked('POST', '/browsers')).to.have.lengthOf(3); // refused, without, without
      expect(outstanding().filter((kind) => kind.startsWith('browser'))).to.deep.equal([
        'browser',
        'browser',
      ]);
    });
  }

  it('blame the browser, not the proxy, where the key may create no browser at all', async () => {
    const { leases } = await leasing({ before: refuse('POST', '/browsers', 403) });
    expectUnavailable(await failure(leases.browser(PLAIN)), 'creating a browser was answered with 403');
    expect(await leases.proxies()).to.have.lengthOf(2);
  });

  for (const status of [402, 403]) {
    it(`do not verify what needs a replay where starting one is answered with ${status}`, async () => {
      const { leases, api, outstanding, changes } = await leasing({
        before: refuse('POST', /replays$/, status),
      });
      const why = `creating a replay was answered with ${status}`;
      expectUnavailable(await failure(leases.browser(RECORDING)), why);
      expect(api.activeBrowsers()).to.equal(0);
      expect(changes).to.deep.equal(['created', 'released']);
      expect(outstanding()).to.deep.equal(['proxy', 'proxy']);
      expectUnavailable(await failure(leases.browser(RECORDING)), why);
      expect(api.createdBrowsers()).to.equal(1);
    });
  }

  it('release the session whose replay fails by chance, and try again next time', async () => {
    let failing = true;
    const { leases, api, kernel } = await leasing({
      before: (response, heard) => failing && refuse('POST', /replays$/, 500)(response, heard),
    });
    expectSetUpFailed(await failure(leases.browser(RECORDING)), 'creating a replay was answered with 500');
    expect(api.activeBrowsers()).to.equal(0);
    failing = false;
    const lease = await leases.browser(RECORDING);
    expect(await kernel.browsers.replays.list(lease.id)).to.have.lengthOf(1);
  });

  it('wait until a recording is listed as running', async () => {
    let reads = 0;
    const { leases } = await leasing({
      before: (response, heard) =>
        heard.method === 'GET' && heard.path.endsWith('/replays') && ++reads <= 2 && json(response, 200, []),
    });
    await leases.browser(RECORDING);
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
    await leases.browser(RECORDING);
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
      expectSetUpFailed(await failure(leases.browser(PLAIN)), why);
      expect(outstanding()).to.deep.equal(['proxy', 'proxy', ...left]);
      expect(changes).to.deep.equal([]);
    });
  }

  it('ask again for a browser while the API says that it has no room', async () => {
    let full = 2;
    const { leases, asked, outstanding } = await leasing({
      before: (response, heard) =>
        heard.method === 'POST' && heard.path === '/browsers' && full-- > 0 && json(response, 529, REFUSED),
    });
    await leases.browser(PLAIN);
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
        return isRead && reads <= 2 && json(response, 404, REFUSED);
      },
    });
    const lease = await leases.browser(PLAIN);
    const [profile] = await leases.profiles();
    const [proxy] = await leases.proxies();
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
    const first = await leases.browser(PLAIN);
    const second = await leases.browser(PLAIN);
    const of = (id: string): number => reads.filter((path) => path.endsWith(id)).length;
    expect(of(first.id)).to.be.above(1);
    expect(of(second.id)).to.equal(1);
  });

  it('keep a browser in the ledger that no read and no deletion knows, and delete it later', async () => {
    let known = false;
    const { leases, api, outstanding } = await leasing({
      readyWithinMs: 120,
      before: (response, heard) =>
        !known && /^\/browsers\/[^/?]+$/.test(heard.path) && json(response, 404, REFUSED),
    });
    const why = 'a browser was created, but no read knew it within 120 ms';
    expectSetUpFailed(await failure(leases.browser(PLAIN)), why);
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
    expectSetUpFailed(await failure(leases.browser(PLAIN)), /creating a browser failed: .*timed out/i);
    expect(outstanding()).to.deep.equal(['proxy', 'proxy', 'browser?']);
  });

  for (const answer of [{ session_id: '' }, null, 'made']) {
    it(`fail where a browser comes as ${JSON.stringify(answer)}, and look for it later`, async () => {
      const { leases, outstanding } = await leasing({
        before: (response, heard) =>
          heard.method === 'POST' && heard.path === '/browsers' && json(response, 200, answer),
      });
      const why = 'creating a browser was answered without an id, so it cannot be used';
      expectSetUpFailed(await failure(leases.browser(PLAIN)), why);
      expect(outstanding()).to.deep.equal(['proxy', 'proxy', 'browser?']);
    });
  }

  it('try a proxy again that failed by chance', async () => {
    let failing = true;
    const { leases } = await leasing({
      before: (response, heard) => failing && refuse('POST', '/proxies', 500)(response, heard),
    });
    const why = 'creating a proxy was answered with 500';
    expectSetUpFailed(await failure(leases.browser(PLAIN)), why);
    failing = false;
    await leases.browser(PLAIN);
  });

  it('let no more browsers live at once than allowed', async () => {
    const { leases, api } = await leasing({ limit: 1 });
    const first = await leases.browser(PLAIN);
    const second = leases.browser(PLAIN);
    await leases.proxies(); // whatever could have been asked for meanwhile
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
    await failure(leases.browser(PLAIN));
    failing = false;
    await leases.browser(PLAIN);
  });
});
