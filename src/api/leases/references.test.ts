import { expect } from 'chai';
import {
  answerWith,
  endLeasing,
  expectSetUpFailed,
  expectUnavailable,
  failure,
  isRequest,
  leasing,
  PLAIN,
  loseAnswer,
  REFUSED,
  SAYS,
} from '../../../proof/testing/leasing.js';
import { json } from '../../../proof/testing/servers.js';

describe('leased profiles', () => {
  afterEach(endLeasing);

  it('are two profiles of the run, created once', async () => {
    const { leases, kernel } = await leasing();
    const [first, again] = await Promise.all([leases.profiles(), leases.profiles()]);
    expect(first.map(({ name }) => name)).to.deep.equal(['contract-a-run-a', 'contract-a-run-b']);
    expect(again).to.deep.equal(first);
    expect((await kernel.profiles.retrieve('contract-a-run-a')).id).to.equal(first[0]?.id);
  });

  it('reuse an existing profile of the same name, and never delete it', async () => {
    const { leases, kernel, outstanding } = await leasing();
    const { id } = await kernel.profiles.create({ name: 'of-others' });
    expect(await leases.profileNamed('of-others')).to.equal(id);
    expect(outstanding()).to.deep.equal([]);
    expect(await leases.releaseAll()).to.deep.equal([]);
    expect((await kernel.profiles.retrieve('of-others')).id).to.equal(id);
  });

  it('are released by their names when their creation was never answered', async () => {
    const { leases, kernel, outstanding } = await leasing({ after: loseAnswer('POST', /./) });
    expectSetUpFailed(await failure(leases.profiles()), /creating a profile failed/);
    await failure(leases.profiles());
    expect(await leases.releaseAll()).to.deep.equal([]);
    const left = [];
    for await (const profile of kernel.profiles.list()) left.push(profile.name);
    expect(left).to.deep.equal([]);
    expect(outstanding()).to.deep.equal([]);
  });

  it('are requested again after a failed creation, but not once the key may not create them', async () => {
    let status = 500;
    const { leases, requests } = await leasing({
      before: (response, request) =>
        status !== 200 && answerWith('POST', '/profiles', status)(response, request),
    });
    expectSetUpFailed(await failure(leases.profiles()), `creating a profile was answered with 500${SAYS}`);
    status = 403;
    expectUnavailable(await failure(leases.profiles()), `creating a profile was answered with 403${SAYS}`);
    status = 200;
    expectUnavailable(await failure(leases.profiles()), `creating a profile was answered with 403${SAYS}`);
    expect(requests('POST', '/profiles').length).to.be.at.most(4);
  });
});

describe('leased resources that are deleted or have no name', () => {
  afterEach(endLeasing);

  it('include a profile without a name, created once and released at the end', async () => {
    const { leases, kernel, outstanding } = await leasing();
    const id = await leases.namelessProfile();
    expect(await leases.namelessProfile()).to.equal(id);
    expect((await kernel.profiles.retrieve(id)).name ?? null).to.equal(null);
    expect(outstanding()).to.deep.equal(['profile']);
    expect(await leases.releaseAll()).to.deep.equal([]);
    expect(outstanding()).to.deep.equal([]);
  });

  it('are left to a person where the answer to a creation without a name was lost', async () => {
    const { leases } = await leasing({ after: loseAnswer('POST', '/profiles') });
    expectSetUpFailed(await failure(leases.namelessProfile()), /creating a profile failed/);
    const [line, ...others] = await leases.releaseAll();
    expect(line).to.match(
      /^profile of unknown id: it may be one of these, or they are somebody else's: \w+; delete by hand what is yours, then npm run sweep -- --forget a-run$/,
    );
    expect(others).to.deep.equal([]);
  });

  it('include a proxy and a profile that can no longer be read, and that the ledger does not hold', async () => {
    const { leases, kernel, outstanding, requests } = await leasing();
    const proxy = await leases.deletedProxy();
    const { id, name } = await leases.deletedProfile();
    expect(await leases.deletedProxy()).to.equal(proxy);
    expect(requests('POST', '/proxies')).to.have.lengthOf(1);
    const [first] = await leases.profiles();
    expect(name.toLowerCase()).to.equal(first?.name?.toLowerCase()).and.not.to.equal(name);
    for (const read of [
      kernel.proxies.retrieve(proxy),
      kernel.profiles.retrieve(name),
      kernel.profiles.retrieve(id),
    ]) {
      expect(await failure(read)).to.have.property('status', 404);
    }
    expect(outstanding()).to.deep.equal(['profile', 'profile']);
  });

  it('are gone where the API says so with 410', async () => {
    const deleted = new Set<string>();
    const { leases } = await leasing({
      before: (response, { method, path }) => {
        if (method === 'DELETE') deleted.add(path);
        return method === 'GET' && deleted.has(path) && json(response, 410, REFUSED);
      },
    });
    expect((await leases.deletedProfile()).id).to.be.a('string');
    expect(await leases.deletedProxy()).to.be.a('string');
    expect(deleted).to.have.property('size', 2);
  });

  it('are unavailable when a deleted proxy can still be read', async () => {
    const { leases, outstanding } = await leasing({
      before: answerWith('DELETE', /^\/proxies\//, 200, {}),
      readyWithinMs: 100,
    });
    const sentence = 'a deleted proxy can still be read';
    expectUnavailable(await failure(leases.deletedProxy()), sentence);
    expect(outstanding()).to.deep.equal([]);
  });

  it('are unavailable when the API ignores the case of names, or refuses the name', async () => {
    for (const status of [409, 400]) {
      const { leases } = await leasing({ before: answerWith('POST', '/profiles', status) });
      const sentence = `creating a profile was answered with ${status}${SAYS}`;
      expectUnavailable(await failure(leases.deletedProfile()), sentence);
    }
  });

  for (const status of [404, 405, 501]) {
    it(`are unavailable where nobody knows how to create them, as a ${status} says`, async () => {
      const { leases, outstanding } = await leasing({
        before: answerWith('POST', /^\/(?:proxies|profiles)$/, status),
      });
      expectUnavailable(
        await failure(leases.proxies()),
        `creating a proxy was answered with ${status}${SAYS}`,
      );
      expectUnavailable(
        await failure(leases.profiles()),
        `creating a profile was answered with ${status}${SAYS}`,
      );
      await leases.browser(PLAIN);
      expect(outstanding()).to.deep.equal(['browser']);
    });
  }

  it('stay in the ledger when they cannot be deleted', async () => {
    const { leases, outstanding } = await leasing({ before: answerWith('DELETE', /^\/proxies\//, 403) });
    expectUnavailable(await failure(leases.deletedProxy()), `deleting a proxy was answered with 403${SAYS}`);
    expect(outstanding()).to.deep.equal(['proxy']);
  });
});

describe('leased proxies', () => {
  afterEach(endLeasing);

  it('are each created once where the other was refused, and names are taken', async () => {
    const made = new Set<string>();
    let isFirst = true;
    const { leases, requests } = await leasing({
      before: (response, request) => {
        if (!isRequest(request, 'POST', '/proxies')) return false;
        if (made.has(request.body)) return json(response, 409, REFUSED);
        if (isFirst && request.body.includes('-b"')) {
          isFirst = false;
          return json(response, 500, REFUSED);
        }
        made.add(request.body);
        return false;
      },
    });
    await failure(leases.proxies());
    expect(await leases.proxies()).to.have.lengthOf(2);
    expect(requests('POST', '/proxies')).to.have.lengthOf(3);
  });

  it('are a set-up that failed where their names are taken and they cannot be listed', async () => {
    const { leases } = await leasing({
      before: (response, request) =>
        answerWith('POST', '/proxies', 409)(response, request) ||
        answerWith('GET', /^\/proxies(?:\?|$)/, 404)(response, request),
    });
    const why = `listing the proxies was answered with 404${SAYS}`;
    expectSetUpFailed(await failure(leases.browser(PLAIN)), why);
  });

  it('are found by their names where a creation that failed has made one all the same', async () => {
    let isFirst = true;
    const { leases, kernel, outstanding } = await leasing({
      before: (response, request) =>
        !isFirst && isRequest(request, 'POST', '/proxies') && json(response, 409, REFUSED),
      after: (response, request) => {
        if (!isFirst || !isRequest(request, 'POST', '/proxies') || !request.body.includes('-b"'))
          return false;
        isFirst = false;
        return json(response, 500, REFUSED);
      },
    });
    await failure(leases.proxies());
    const ids = await leases.proxies();
    const listed = [];
    for await (const { id } of kernel.proxies.list()) listed.push(id);
    expect(ids).to.have.members(listed);
    expect(ids.map((id) => leases.proxyName(id))).to.deep.equal(['contract-a-run-a', 'contract-a-run-b']);
    expect(await leases.releaseAll()).to.deep.equal([]);
    expect(outstanding()).to.deep.equal([]);
  });
});
