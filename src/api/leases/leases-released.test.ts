import { expect } from 'chai';
import {
  endLeasing,
  expectSetUpFailed,
  failure,
  leasing,
  PLAIN,
  RECORDING,
  refuse,
} from '../../../proof/testing/leasing.js';
import { drop, type Meddle } from '../../../proof/testing/servers.js';

describe('the release of leases', () => {
  afterEach(endLeasing);

  it('find and release a browser whose creation was never answered', async () => {
    const lost: Meddle = (response, heard) =>
      heard.method === 'POST' && heard.path === '/browsers' && drop(response);
    const { leases, api, kernel, outstanding, changes } = await leasing({ after: lost });
    const others = await kernel.browsers.create({ headless: true });
    expectSetUpFailed(await failure(leases.browser(PLAIN)), /^SetUpFailed: creating a browser failed: /);
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
    await failure(leases.browser(PLAIN));
    await failure(leases.browser(PLAIN)); // both proxies have been asked for by now, the first one twice
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
    await failure(leases.browser(PLAIN));
    expect(await leases.releaseAll()).to.deep.equal([
      'The browser of unknown id was not released: no proxy of the run to find it by; the API ends it by itself ' +
        'when it stays unused.',
    ]);
    expect(outstanding()).to.deep.equal(['browser?']);
  });

  for (const status of [404, 400]) {
    it(`count a browser as released whose deletion is answered with ${status}`, async () => {
      const { leases, outstanding } = await leasing({ before: refuse('DELETE', /browsers/, status) });
      expect(await leases.release(await leases.browser(PLAIN))).to.equal(true);
      expect(outstanding()).to.deep.equal(['proxy', 'proxy']);
    });
  }

  it('keep a browser in the ledger whose deletion fails, try again at the end, and report it', async () => {
    const { leases, outstanding, changes, asked } = await leasing({
      before: refuse('DELETE', /browsers/, 500),
    });
    const lease = await leases.browser(PLAIN);
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
    await leases.proxies();
    expect(await leases.releaseAll()).to.have.lengthOf(2);
    expect(outstanding()).to.deep.equal(['proxy', 'proxy']);
  });

  it('release everything at the end: browsers, profiles and proxies', async () => {
    const { leases, api, kernel, outstanding, changes } = await leasing();
    await Promise.all([leases.browser(PLAIN), leases.browser(RECORDING), leases.profiles()]);
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
});
