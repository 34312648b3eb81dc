import { expect } from 'chai';
import {
  endLeasing,
  expectSetUpFailed,
  expectUnavailable,
  failure,
  leasing,
  refuse,
} from '../../../proof/testing/leasing.js';
import { drop, json, type Meddle } from '../../../proof/testing/servers.js';

describe('leased profiles', () => {
  afterEach(endLeasing);

  it('are two of the run, once', async () => {
    const { leases, kernel } = await leasing();
    const [first, again] = await Promise.all([leases.profiles(), leases.profiles()]);
    expect(first.map(({ name }) => name)).to.deep.equal(['contract-a-run-a', 'contract-a-run-b']);
    expect(again).to.deep.equal(first);
    expect((await kernel.profiles.retrieve('contract-a-run-a')).id).to.equal(first[0]?.id);
  });

  it('leave a profile alone that was there under the same name', async () => {
    const { leases, kernel, outstanding } = await leasing();
    const { id } = await kernel.profiles.create({ name: 'of-others' });
    expect(await leases.profileNamed('of-others')).to.equal(id);
    expect(outstanding()).to.deep.equal([]);
    expect(await leases.releaseAll()).to.deep.equal([]);
    expect((await kernel.profiles.retrieve('of-others')).id).to.equal(id);
  });

  it('are released by their name where the creation was never answered', async () => {
    const lost: Meddle = (response, heard) => heard.method === 'POST' && drop(response);
    const { leases, kernel, outstanding } = await leasing({ after: lost });
    expectSetUpFailed(await failure(leases.profiles()), /creating a profile failed/);
    await failure(leases.profiles());
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
    expectSetUpFailed(await failure(leases.profiles()), 'creating a profile was answered with 500');
    status = 403;
    expectUnavailable(await failure(leases.profiles()), 'creating a profile was answered with 403');
    status = 200;
    expectUnavailable(await failure(leases.profiles()), 'creating a profile was answered with 403');
    expect(asked('POST', '/profiles').length).to.be.at.most(4);
  });
});

describe('leased resources that are deleted, or have no name', () => {
  afterEach(endLeasing);

  it('are a profile without a name, made once and released at the end', async () => {
    const { leases, kernel, outstanding } = await leasing();
    const id = await leases.namelessProfile();
    expect(await leases.namelessProfile()).to.equal(id);
    expect((await kernel.profiles.retrieve(id)).name ?? null).to.equal(null);
    expect(outstanding()).to.deep.equal(['profile']);
    expect(await leases.releaseAll()).to.deep.equal([]);
    expect(outstanding()).to.deep.equal([]);
  });

  it('are a proxy and a profile that nobody finds any more, and that the ledger does not hold', async () => {
    const { leases, kernel, outstanding, asked } = await leasing();
    const proxy = await leases.deletedProxy();
    const name = await leases.deletedProfileName();
    expect(await leases.deletedProxy()).to.equal(proxy);
    expect(asked('POST', '/proxies')).to.have.lengthOf(1);
    const [first] = await leases.profiles();
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
    expectUnavailable(await failure(leases.deletedProxy()), sentence);
    expect(outstanding()).to.deep.equal([]);
  });

  it('are none where the API takes capitals for small letters, or refuses the name', async () => {
    for (const status of [409, 400]) {
      const { leases } = await leasing({ before: refuse('POST', '/profiles', status) });
      const sentence = `creating a profile was answered with ${status}`;
      expectUnavailable(await failure(leases.deletedProfileName()), sentence);
    }
  });

  it('stay in the ledger where they could not be deleted', async () => {
    const { leases, outstanding } = await leasing({ before: refuse('DELETE', /^\/proxies\//, 403) });
    expectUnavailable(await failure(leases.deletedProxy()), 'deleting a proxy was answered with 403');
    expect(outstanding()).to.deep.equal(['proxy']);
  });
});
