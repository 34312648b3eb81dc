import { expect } from 'chai';
import type { SessionKind } from '../../model/session-kind.js';
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
  REFUSED,
  SAYS,
} from '../../../proof/testing/leasing.js';
import { json, type Intercept } from '../../../proof/testing/servers.js';
import { newReferenceServer, outsider } from '../../../proof/testing/reference-servers.js';

const KIOSK: SessionKind = { ...PLAIN, headless: false, special: 'in kiosk mode' };
const KIOSK_WITH_PROFILE: SessionKind = {
  ...KIOSK,
  special: 'in kiosk mode, with a profile and no viewport',
};

/** An API that takes browsers with a URL of the web alone. */
const takingUrlsOfTheWeb: Intercept = (response, request) =>
  isRequest(request, 'POST', '/browsers') &&
  !request.body.includes('"start_url":"https:') &&
  json(response, 400, REFUSED);

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

  it('wait until a read shows the profile that a browser was created with', async () => {
    let reads = 0;
    const { leases } = await leasing({
      before: answerWith('POST', '/proxies', 403),
      after: (response, request) =>
        isRequest(request, 'GET', /^\/browsers\/[^/?]+$/) &&
        (reads += 1) < 3 &&
        json(response, 200, { start_url: 'about:blank#contract-a-run?a=1&b=ü' }),
    });
    await leases.browser(KIOSK_WITH_PROFILE);
    expect(reads).to.equal(3);
  });

  it('wait for the room that a deleted browser still takes for a while', async () => {
    let deletedAt = -Infinity;
    const { leases, api, changes } = await leasing({
      before: (response, request) => {
        if (isRequest(request, 'DELETE', /^\/browsers/)) deletedAt = performance.now();
        const isTaken = isRequest(request, 'POST', '/browsers') && performance.now() - deletedAt < 1000;
        return isTaken && json(response, 403, REFUSED);
      },
    });
    await leases.release(await leases.browser(PLAIN));
    await leases.release(await leases.browser(PLAIN));
    await leases.release(await leases.browser(KIOSK)); // of this kind it has not given one yet
    expect(changes).to.deep.equal([1, 2, 3].flatMap(() => ['created', 'released']));
    expect(api.activeBrowsers()).to.equal(0);
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
    const { leases, kernel, outstanding } = await leasing({ before: takingUrlsOfTheWeb });
    const made = await Promise.all([leases.browser(PLAIN), leases.browser(PLAIN)]);
    for (const { id } of made) {
      expect((await kernel.browsers.retrieve(id)).start_url).to.equal('https://example.com/#contract-a-run');
    }
    expect(await leases.releaseAll()).to.deep.equal([]);
    expect(outstanding()).to.deep.equal([]);
  });

  it('take a URL of the web also where the first session is one that starts with a profile', async () => {
    const { leases, kernel } = await leasing({ before: takingUrlsOfTheWeb });
    const first = await leases.browser(KIOSK_WITH_PROFILE);
    expect((await kernel.browsers.retrieve(first.id)).start_url).to.equal(
      'https://example.com/#contract-a-run',
    );
    const second = await leases.browser(KIOSK_WITH_PROFILE);
    expect((await kernel.browsers.retrieve(second.id)).start_url).to.equal(
      'https://example.com/#contract-a-run?a=1&b=ü',
    );
  });

  it('go on with a URL of the web where one of two creations with it failed', async () => {
    let ofTheWeb = 0;
    const { leases } = await leasing({
      before: (response, request) =>
        takingUrlsOfTheWeb(response, request) ||
        (isRequest(request, 'POST', '/browsers') && (ofTheWeb += 1) === 1 && json(response, 500, REFUSED)),
    });
    const both = await Promise.allSettled([leases.browser(PLAIN), leases.browser(PLAIN)]);
    expect(both.map(({ status }) => status)).to.have.members(['fulfilled', 'rejected']);
    await leases.browser(PLAIN);
  });

  it('find a browser whose creation was never answered, though another was refused its URL meanwhile', async () => {
    const seen: string[] = [];
    const { leases, api, outstanding } = await leasing({
      before: (response, request) => {
        if (isRequest(request, 'POST', '/proxies')) return json(response, 403, REFUSED);
        if (!isRequest(request, 'POST', '/browsers')) return false;
        const what = request.body.includes('kiosk_mode') ? 'kiosk' : 'plain';
        const first = !seen.includes(what);
        seen.push(what);
        if (what === 'kiosk') return first && json(response, 400, REFUSED);
        return first && json(response, 529, REFUSED); // it is sent again in a second
      },
      after: (response, request) =>
        isRequest(request, 'POST', '/browsers') &&
        !request.body.includes('kiosk_mode') &&
        json(response, 504, REFUSED),
    });
    const [plain, kiosk] = await Promise.allSettled([leases.browser(PLAIN), leases.browser(KIOSK)]);
    expect([plain.status, kiosk.status]).to.deep.equal(['rejected', 'fulfilled']);
    expect(api.activeBrowsers()).to.equal(2);
    expect(await leases.releaseAll()).to.deep.equal([]);
    expect(api.activeBrowsers()).to.equal(0);
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
