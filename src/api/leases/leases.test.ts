import { expect } from 'chai';
import { OFF_DEFAULT } from './browsers.js';
import { browserMarks } from './listed.js';
import {
  answerWith,
  endLeasing,
  expectSetUpFailed,
  expectUnavailable,
  failure,
  isRequest,
  leasing,
  PLAIN,
  RECORDING,
  REFUSED,
  SAYS,
} from '../../../proof/testing/leasing.js';
import { json } from '../../../proof/testing/servers.js';
import { newReferenceServer, outsider } from '../../../proof/testing/reference-servers.js';

describe('leases', () => {
  afterEach(endLeasing);

  it('start a session with values unlike the defaults, and with a proxy of the run', async () => {
    const { leases, kernel, requests } = await leasing();
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
    expect(requests('POST', '/browsers')[0]?.headers['x-test-case']).to.equal('some/case%20%C3%A4');
  });

  it('are held in the ledger until they are released', async () => {
    const { leases, outstanding, changes, api } = await leasing();
    const lease = await leases.browser(PLAIN);
    expect(outstanding()).to.deep.equal(['proxy', 'proxy', 'browser']);
    await leases.release(lease);
    expect(outstanding()).to.deep.equal(['proxy', 'proxy']);
    expect(api.activeBrowsers()).to.equal(0);
    expect(changes).to.deep.equal(['created', 'released']);
  });

  it('include two proxies, created once for concurrent callers', async () => {
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

  it('use the proxies that the operator gave instead of creating some', async () => {
    const api = await newReferenceServer();
    const { id = '' } = await outsider(api).proxies.create({ type: 'isp', name: 'given' });
    const { leases, requests } = await leasing({ proxyIds: [id] });
    expect(await leases.proxies()).to.deep.equal([id]);
    expect(requests('POST', '/proxies')).to.have.lengthOf(0);
  });

  it('name what the operator gave and the API does not know', async () => {
    const { leases } = await leasing({ proxyIds: ['proxygone1'], profileIds: ['profilegone1'] });
    expectSetUpFailed(
      await failure(leases.browser(PLAIN)),
      /creating a browser was answered with 400; .*; its proxy was to be proxygone1, which KERNEL_PROXY_IDS names$/,
    );
    expectSetUpFailed(
      await failure(leases.profiles()),
      /reading profilegone1, which KERNEL_PROFILE_IDS names, was answered with 404; /,
    );
  });

  it('start sessions without a proxy when the key may not create one', async () => {
    const { leases, outstanding, kernel, requests } = await leasing({
      before: answerWith('POST', '/proxies', 403),
    });
    const lease = await leases.browser(PLAIN);
    expect((await kernel.browsers.retrieve(lease.id)).proxy_id ?? '').to.equal('');
    expectUnavailable(await failure(leases.proxies()), `creating a proxy was answered with 403${SAYS}`);
    expect(outstanding()).to.deep.equal(['browser']);
    await leases.browser(PLAIN);
    expect(requests('POST', '/proxies')).to.have.lengthOf(2);
  });

  for (const given of [false, true]) {
    it(`start sessions without a proxy when the key may not use ${given ? 'the given' : 'its own'} ones`, async () => {
      const { leases, kernel, requests, outstanding } = await leasing({
        proxyIds: given ? ['given-proxy'] : [],
        before: (response, request) =>
          request.body.includes('"proxy_id"') && answerWith('POST', '/browsers', 403)(response, request),
      });
      const lease = await leases.browser(PLAIN);
      expect((await kernel.browsers.retrieve(lease.id)).proxy_id ?? '').to.equal('');
      const why = `a proxy may be created but not used: creating a browser was answered with 403${SAYS}`;
      expectUnavailable(await failure(leases.proxies()), why);
      await leases.browser(PLAIN);
      expect(requests('POST', '/browsers')).to.have.lengthOf(3); // one refused, two without a proxy
      expect(outstanding().filter((kind) => kind.startsWith('browser'))).to.deep.equal([
        'browser',
        'browser',
      ]);
    });
  }

  it('report the browser as unavailable, not the proxy, when the key may not create browsers', async () => {
    const { leases } = await leasing({ before: answerWith('POST', '/browsers', 403) });
    expectUnavailable(
      await failure(leases.browser(PLAIN)),
      `creating a browser was answered with 403${SAYS}`,
    );
    expect(await leases.proxies()).to.have.lengthOf(2);
  });

  for (const status of [402, 403, 405, 501]) {
    it(`report recordings as unavailable when starting a replay is answered with ${status}`, async () => {
      const { leases, api, outstanding, changes } = await leasing({
        before: answerWith('POST', /replays$/, status),
      });
      const why = `creating a replay was answered with ${status}${SAYS}`;
      expectUnavailable(await failure(leases.browser(RECORDING)), why);
      expect(api.activeBrowsers()).to.equal(0);
      expect(changes).to.deep.equal(['created', 'released']);
      expect(outstanding()).to.deep.equal(['proxy', 'proxy']);
      expectUnavailable(await failure(leases.browser(RECORDING)), why);
      expect(api.createdBrowsers()).to.equal(1);
    });
  }

  it('release a session whose replay fails to start, and try again next time', async () => {
    let failing = true;
    const { leases, api, kernel } = await leasing({
      before: (response, request) => failing && answerWith('POST', /replays$/, 500)(response, request),
    });
    expectSetUpFailed(
      await failure(leases.browser(RECORDING)),
      `creating a replay was answered with 500${SAYS}`,
    );
    expect(api.activeBrowsers()).to.equal(0);
    failing = false;
    const lease = await leases.browser(RECORDING);
    const replays = await kernel.browsers.replays.list(lease.id);
    expect(replays.filter(({ finished_at }) => finished_at === null)).to.have.lengthOf(1);
  });

  for (const [what, empty] of [
    ['an empty list', []],
    ['null', null],
  ] as const) {
    it(`wait until a recording is listed as running, where ${what} comes before`, async () => {
      let reads = 0;
      const { leases } = await leasing({
        before: (response, request) =>
          isRequest(request, 'GET', /\/replays$/) && ++reads <= 2 && json(response, 200, empty),
      });
      await leases.browser(RECORDING);
      expect(reads).to.equal(3 + 2); // the end of this one, and the start of the one that goes on
    });
  }

  it('have no recordings where their list comes as null, and unknown ones where it is no list', async () => {
    let body: unknown = null;
    const { leases } = await leasing({
      before: (response, request) => isRequest(request, 'GET', /\/replays$/) && json(response, 200, body),
    });
    const lease = await leases.browser(PLAIN);
    expect(await leases.recordings(lease)).to.deep.equal([]);
    body = {};
    expectSetUpFailed(await failure(leases.recordings(lease)), /listing the replays failed: /);
  });

  it('do not treat a listed recording as running before it has started', async () => {
    let reads = 0;
    const { leases } = await leasing({
      before: (response, request) => {
        if (!request.path.endsWith('/replays')) return false;
        const replay = { replay_id: 'r', finished_at: null };
        if (request.method === 'POST') return json(response, 201, { ...replay, started_at: null });
        reads += 1;
        return json(response, 200, [{ ...replay, started_at: reads < 3 ? null : '2026-01-01T00:00:00Z' }]);
      },
    });
    await leases.browser(RECORDING);
    expect(reads).to.equal(3 + 1); // the API knows of no such replay to be stopped
  });

  it('stop one recording, and no more, to see whether the API shows its end', async () => {
    const stops: string[] = [];
    const { leases, kernel } = await leasing({
      after: (_, { method, path }) => {
        if (method === 'POST' && path.endsWith('/stop')) stops.push(path);
        return false;
      },
    });
    expect(leases.showsEnds()).to.equal(false);
    const all = await Promise.all([leases.browser(RECORDING), leases.browser(RECORDING)]);
    expect(leases.showsEnds()).to.equal(true);
    expect(stops).to.have.lengthOf(1);
    for (const { id } of all) {
      const running = (await kernel.browsers.replays.list(id)).filter(
        ({ finished_at }) => finished_at === null,
      );
      expect(running).to.have.lengthOf(1);
    }
  });

  it('wait for no recording of an API that shows no end', async () => {
    let reads = 0;
    const { leases } = await leasing({
      readyWithinMs: 100,
      before: (response, request) => {
        if (!request.path.includes('/replays')) return false;
        const replay = { replay_id: 'r' };
        if (request.method === 'POST') return json(response, 201, replay); // to start and to stop
        reads += 1;
        return json(response, 200, [replay]);
      },
    });
    const lease = await leases.browser(RECORDING);
    expect(leases.showsEnds()).to.equal(false);
    reads = 0;
    const { right } = await leases.recordingsOnce(lease, () => false, 60_000);
    expect({ right, reads }).to.deep.equal({ right: false, reads: 1 });
    expectUnavailable(
      await failure(leases.browser({ ...RECORDING, recording: false, special: 'recorded before' })),
      'a replay was still listed as running 100 ms after it was stopped',
    );
  });

  it('count a recording that they stopped as over, whether its end shows or not', async () => {
    const listed: { readonly replay_id: string }[] = [];
    const { leases } = await leasing({
      readyWithinMs: 100,
      before: (response, { method, path }) => {
        if (!path.includes('/replays')) return false;
        if (method === 'GET') return json(response, 200, listed);
        const replay = { replay_id: `r${listed.length}` };
        if (!path.endsWith('/stop')) listed.push(replay);
        return json(response, 201, replay);
      },
    });
    const recordings = await leases.recordings(await leases.browser(RECORDING));
    expect(recordings.map(({ running }) => running)).to.deep.equal([false, true]);
  });

  it('wait long for recordings in vain only once', async () => {
    const { leases, requests } = await leasing();
    const lease = await leases.browser(RECORDING);
    const looks = async (isRight: boolean): Promise<number> => {
      const before = requests('GET', `/browsers/${lease.id}/replays`).length;
      await leases.recordingsOnce(lease, () => isRight, 1500);
      return requests('GET', `/browsers/${lease.id}/replays`).length - before;
    };
    expect(await looks(true)).to.equal(1);
    const [first, second] = [await looks(false), await looks(false)];
    expect(second).to.be.within(2, first - 1);
  });

  it('say what may be lowered where the plan allows no further browser', async () => {
    const { leases } = await leasing({
      before: (response, request) =>
        isRequest(request, 'POST', '/browsers') &&
        json(response, 429, { code: 'too_many_browsers', message: 'Wait.' }, { 'retry-after': '3600' }),
    });
    expectSetUpFailed(
      await failure(leases.browser(PLAIN)),
      'creating a browser was answered with 429; if the plan allows no more browsers at once, lower CONTRACT_BROWSERS; the server says: "too_many_browsers: Wait."',
    );
  });

  it('request a browser again while the API reports no capacity', async () => {
    let full = 2;
    const { leases, requests, outstanding } = await leasing({
      before: (response, request) =>
        isRequest(request, 'POST', '/browsers') && full-- > 0 && json(response, 529, REFUSED),
    });
    await leases.browser(PLAIN);
    expect(requests('POST', '/browsers')).to.have.lengthOf(3);
    expect(outstanding()).to.deep.equal(['proxy', 'proxy', 'browser']);
  });

  it('wait until a browser, a proxy and a profile can be read', async () => {
    const late = new Map<string, number>();
    const { leases, requests } = await leasing({
      before: (response, request) => {
        const isRead = isRequest(request, 'GET', /^\/(browsers|proxies|profiles)\/[^/?]+$/);
        const reads = (late.get(request.path) ?? 0) + (isRead ? 1 : 0);
        late.set(request.path, reads);
        return isRead && reads <= 2 && json(response, 404, REFUSED);
      },
    });
    const lease = await leases.browser(PLAIN);
    const [profile] = await leases.profiles();
    const [proxy] = await leases.proxies();
    for (const path of [`/browsers/${lease.id}`, `/profiles/${profile?.id}`, `/proxies/${proxy}`]) {
      expect(requests('GET', path), path).to.have.lengthOf(3);
    }
  });

  it('wait until a browser shows what it was created with, but only once for members that reads never show', async () => {
    const reads: string[] = [];
    const { leases } = await leasing({
      readyWithinMs: 120,
      after: (response, request) => {
        if (!isRequest(request, 'GET', /^\/browsers\/[^/?]+$/)) return false;
        reads.push(request.path);
        return json(response, 200, { start_url: browserMarks('a-run')[0] });
      },
    });
    const first = await leases.browser(PLAIN);
    const second = await leases.browser(PLAIN);
    const of = (id: string): number => reads.filter((path) => path.endsWith(id)).length;
    expect(of(first.id)).to.be.above(1);
    expect(of(second.id)).to.equal(1);
  });

  it('keep a browser in the ledger that neither a read nor a deletion finds, and delete it later', async () => {
    let known = false;
    const { leases, api, outstanding } = await leasing({
      readyWithinMs: 120,
      before: (response, request) =>
        !known && /^\/browsers\/[^/?]+$/.test(request.path) && json(response, 404, REFUSED),
    });
    const why = 'a browser was created, but no read found it within 120 ms';
    expectSetUpFailed(await failure(leases.browser(PLAIN)), why);
    expect(outstanding()).to.deep.equal(['proxy', 'proxy', 'browser']);
    known = true;
    expect(await leases.releaseAll()).to.deep.equal([]);
    expect(api.activeBrowsers()).to.equal(0);
  });

  it('start with a URL of the web where the API takes no other, and are found by that', async () => {
    const { leases, kernel, outstanding } = await leasing({
      before: (response, request) =>
        isRequest(request, 'POST', '/browsers') &&
        !request.body.includes('"start_url":"https:') &&
        json(response, 400, REFUSED),
    });
    const made = await Promise.all([leases.browser(PLAIN), leases.browser(PLAIN)]);
    for (const { id } of made) {
      expect((await kernel.browsers.retrieve(id)).start_url).to.equal('https://example.com/#contract-a-run');
    }
    expect(await leases.releaseAll()).to.deep.equal([]);
    expect(outstanding()).to.deep.equal([]);
  });

  it('fail when creating a browser is not answered in time, and search for it later', async () => {
    const { leases, outstanding } = await leasing({
      before: (_, request) => isRequest(request, 'POST', '/browsers'), // and never answer it
      timeoutMs: 300,
    });
    expectSetUpFailed(
      await failure(leases.browser(PLAIN)),
      'creating a browser failed: no whole answer came within 300 ms (CONTRACT_TIMEOUT_MS)',
    );
    expect(outstanding()).to.deep.equal(['proxy', 'proxy', 'browser?']);
  });

  for (const answer of [{ session_id: '' }, null, 'made']) {
    it(`fail when a creation is answered with ${JSON.stringify(answer)}, and search for the browser later`, async () => {
      const { leases, outstanding } = await leasing({
        before: answerWith('POST', '/browsers', 200, answer),
      });
      const why = 'creating a browser was answered without an id, so it cannot be used';
      expectSetUpFailed(await failure(leases.browser(PLAIN)), why);
      expect(outstanding()).to.deep.equal(['proxy', 'proxy', 'browser?']);
    });
  }

  it('request a proxy again after a failed creation', async () => {
    let failing = true;
    const { leases } = await leasing({
      before: (response, request) => failing && answerWith('POST', '/proxies', 500)(response, request),
    });
    const why = `creating a proxy was answered with 500${SAYS}`;
    expectSetUpFailed(await failure(leases.browser(PLAIN)), why);
    failing = false;
    await leases.browser(PLAIN);
  });

  it('never exceed the limit on concurrent browsers', async () => {
    const { leases, api } = await leasing({ limit: 1 });
    const first = await leases.browser(PLAIN);
    const second = leases.browser(PLAIN);
    await leases.proxies(); // a creation sent too early would arrive meanwhile
    expect(api.createdBrowsers()).to.equal(1);
    await leases.release(first);
    await leases.release(await second);
    expect(api.createdBrowsers()).to.equal(2);
  });

  it('free the place of a browser that could not be created', async () => {
    let failing = true;
    const { leases } = await leasing({
      limit: 1,
      before: (response, request) => failing && answerWith('POST', '/browsers', 500)(response, request),
    });
    await failure(leases.browser(PLAIN));
    failing = false;
    await leases.browser(PLAIN);
  });
});
