import { expect } from 'chai';
import {
  answerWith,
  endLeasing,
  expectSetUpFailed,
  failure,
  isRequest,
  leasing,
  loseAnswer,
  PLAIN,
  RECORDING,
} from '../../../proof/testing/leasing.js';
import { json } from '../../../proof/testing/servers.js';
import type { JsonObject } from '../../model/json.js';

describe('the release of leases', () => {
  afterEach(endLeasing);

  it('finds and releases the browsers whose creation was never answered, however often it was tried', async () => {
    const { leases, api, kernel, outstanding, changes } = await leasing({
      after: loseAnswer('POST', '/browsers'),
    });
    const others = await kernel.browsers.create({ headless: true });
    expectSetUpFailed(await failure(leases.browser(PLAIN)), /^SetUpFailed: creating a browser failed: /);
    expect(api.activeBrowsers()).to.equal(3);
    expect(await leases.releaseAll()).to.deep.equal([]);
    expect(api.activeBrowsers()).to.equal(1);
    expect((await kernel.browsers.retrieve(others.session_id)).deleted_at ?? '').to.equal('');
    expect(outstanding()).to.deep.equal([]);
    expect(changes).to.deep.equal(['released', 'released']);
  });

  it('takes a list that comes as null as one in which nothing was lost', async () => {
    const { leases, outstanding } = await leasing({
      before: (response, request) =>
        answerWith('POST', /^\/(?:proxies|browsers)$/, 500)(response, request) ||
        answerWith('GET', /^\/(?:proxies|browsers)(?:\?|$)/, 200, null)(response, request),
    });
    await failure(leases.proxies());
    expect(outstanding()).to.deep.equal(['proxy?', 'proxy?']);
    expect(await leases.releaseAll()).to.deep.equal([]);
    expect(outstanding()).to.deep.equal([]);
  });

  it('finds and releases proxies whose creation was never answered', async () => {
    const { leases, kernel, outstanding } = await leasing({ after: loseAnswer('POST', '/proxies') });
    await kernel.proxies.create({ type: 'isp', name: 'contract-a-run-a-of-others' });
    await failure(leases.browser(PLAIN));
    await failure(leases.browser(PLAIN)); // by now both proxies have been requested, the first one twice
    expect(await leases.releaseAll()).to.deep.equal([]);
    const names = [];
    for await (const proxy of kernel.proxies.list()) names.push(proxy.name);
    expect(names).to.deep.equal(['contract-a-run-a-of-others']);
    expect(outstanding()).to.deep.equal([]);
  });

  it('finds a browser without a proxy by its start URL, unless the API does not show it', async () => {
    const odd = {
      ...PLAIN,
      headless: false,
      special: 'in kiosk mode, with a profile and no viewport',
    } as const;
    for (const [kind, isShown] of [
      [PLAIN, true],
      [odd, true],
      [PLAIN, false],
    ] as const) {
      const { leases, outstanding, api, kernel } = await leasing({
        before: answerWith('POST', '/proxies', 403),
        after: (response, request) => {
          if (loseAnswer('POST', '/browsers')(response, request)) return true;
          if (isShown || !isRequest(request, 'GET', '/browsers')) return false;
          return json(response, 200, [{ session_id: 'of somebody', created_at: '', headless: true }]);
        },
      });
      await kernel.browsers.create({ headless: true, start_url: 'about:blank#contract-b-run' });
      await failure(leases.browser(kind));
      // It was tried once more, on a connection that no earlier call had used.
      const leaks = await leases.releaseAll();
      expect(leaks).to.have.length(isShown ? 0 : 2);
      for (const leak of leaks) {
        expect(leak).to.equal(
          'browser of unknown id: the API lists browsers without the start_url to find it by, and ends it by ' +
            'itself when it stays unused',
        );
      }
      expect(api.activeBrowsers()).to.equal(isShown ? 1 : 3);
      expect(outstanding()).to.deep.equal(isShown ? [] : ['browser?', 'browser?']);
    }
  });

  const listed = (session_id: string, run = 'a-run'): JsonObject => ({
    session_id,
    start_url: `about:blank#contract-${run}`,
  });

  it('takes over a browser that carries the mark of the run, and that it did not create', async () => {
    const { leases, api, kernel } = await leasing();
    const own = await leases.browser(PLAIN);
    const made = (await kernel.browsers.create({ headless: true })).session_id;
    const list = [listed(own.id), listed(made), listed('of others', 'a-run-2'), listed('')];
    expect(leases.adopt(list)).to.deep.equal([made]);
    expect(leases.adopt(list), 'a second time').to.deep.equal([]);
    expect(leases.adopt({ list })).to.deep.equal([]);
    expect(await leases.releaseAll()).to.deep.equal([]);
    expect(api.activeBrowsers()).to.equal(0);
  });

  it('takes over none that a creation without an answer may have made', async () => {
    const { leases } = await leasing({ after: loseAnswer('POST', '/browsers') });
    await failure(leases.browser(PLAIN));
    expect(leases.adopt([listed('x')])).to.deep.equal([]);
    expect(await leases.releaseAll()).to.deep.equal([]);
  });

  for (const status of [404, 400]) {
    it(`counts a browser as released when its deletion is answered with ${status}, and looks for it at the end`, async () => {
      let isBusy = true;
      const { leases, api, outstanding, changes } = await leasing({
        before: (response, request) => isBusy && answerWith('DELETE', /browsers/, status)(response, request),
      });
      expect(await leases.release(await leases.browser(PLAIN))).to.equal(true);
      expect(outstanding()).to.deep.equal(['proxy', 'proxy', 'browser']);
      isBusy = false;
      expect(await leases.releaseAll()).to.deep.equal([]);
      expect(api.activeBrowsers()).to.equal(0);
      expect(outstanding()).to.deep.equal([]);
      expect(changes).to.deep.equal(['created', 'released']);
    });
  }

  for (const [name, listedForMs, leak] of [
    ['a while', 600, []],
    ['good', Infinity, ['browser ID: the API lists it, but cannot find it by its id']],
  ] as const) {
    it(`goes on looking at a list that shows for ${name} what was deleted, beside a creation in doubt`, async () => {
      let failing = false;
      let deletedAt = Infinity;
      const { leases } = await leasing({
        before: (response, request) => failing && answerWith('POST', '/browsers', 500)(response, request),
        after: (response, request) => {
          if (isRequest(request, 'DELETE', /^\/browsers/)) deletedAt = Math.min(deletedAt, performance.now());
          const isListed = performance.now() - deletedAt < listedForMs;
          if (!isListed || !isRequest(request, 'GET', /^\/browsers(?:\?|$)/)) return false;
          return json(response, 200, [listed(released)]);
        },
      });
      const browser = await leases.browser(PLAIN);
      const released = browser.id;
      failing = true;
      await failure(leases.browser(PLAIN));
      await leases.release(browser);
      const leaks = await leases.releaseAll();
      expect(leaks).to.deep.equal(leak.map((sentence) => sentence.replace('ID', released)));
    }).timeout(30_000);
  }

  it('keeps a browser in the ledger when its deletion fails, tries again at the end, and reports it', async () => {
    const { leases, outstanding, changes, requests } = await leasing({
      before: answerWith('DELETE', /browsers/, 500),
    });
    const lease = await leases.browser(PLAIN);
    expect(await leases.release(lease)).to.equal(false);
    expect(outstanding()).to.deep.equal(['proxy', 'proxy', 'browser']);
    expect(await leases.releaseAll()).to.deep.equal([`browser ${lease.id}: the API answered 500`]);
    expect(requests('DELETE', `/browsers/${lease.id}`)).to.have.lengthOf(6); // three tries each time
    expect(outstanding()).to.deep.equal(['browser']);
    expect(changes).to.deep.equal(['created']);
  });

  it('does not count a proxy as released when its deletion is answered with 400', async () => {
    const { leases, outstanding } = await leasing({ before: answerWith('DELETE', /proxies/, 400) });
    await leases.proxies();
    expect(await leases.releaseAll()).to.have.lengthOf(2);
    expect(outstanding()).to.deep.equal(['proxy', 'proxy']);
  });

  it('deletes everything at the end: browsers, profiles and proxies', async () => {
    const { leases, api, kernel, outstanding, changes } = await leasing();
    await Promise.all([leases.browser(PLAIN), leases.browser(RECORDING), leases.profiles()]);
    expect(await leases.releaseAll()).to.deep.equal([]);
    expect(api.activeBrowsers()).to.equal(0);
    for (const list of [kernel.proxies.list(), kernel.profiles.list()]) {
      const left = [];
      for await (const resource of list) left.push(resource);
      expect(left).to.deep.equal([]);
    }
    expect(outstanding()).to.deep.equal([]);
    expect(changes).to.deep.equal(['created', 'created', 'released', 'released']);
  });
});
