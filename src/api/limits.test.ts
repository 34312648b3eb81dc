import { expect } from 'chai';
import { rig } from '../../proof/testing/rig.js';
import { fine, PATCH, WAYS } from '../../proof/testing/sending.js';
import { closeServers, json, serve } from '../../proof/testing/servers.js';
import { createLimits, type Allowed } from './limits.js';
import { createPace } from './pace.js';
import { causeOf, TRIED_AGAIN, wasNotSent } from './vendor-client.js';

const SPENT = 'CONTRACT_MAX_REQUESTS (3) is reached';

async function limited(allowed: Allowed) {
  const limits = createLimits(allowed);
  const server = await serve((response, { path }) =>
    json(response, 200, path === '/browsers/hangs' ? {} : []),
  );
  return { limits, server, ...rig(server.url, { limits }) };
}

async function reasonOf(call: PromiseLike<unknown>): Promise<string> {
  try {
    await call;
    return 'no error';
  } catch (error) {
    expect(wasNotSent(error)).to.equal(true);
    return error instanceof Error ? causeOf(error) : String(error);
  }
}

describe('the limits of a run', () => {
  afterEach(closeServers);

  it('count the requests of both clients together, and leave clean-up alone', async () => {
    const { client, vendor, limits, server } = await limited({ maxRequests: 3 });
    expect(await client.send(PATCH)).not.to.have.property('failure');
    await vendor.browsers.list();
    expect(await client.send({ ...PATCH, purpose: 'set-up' })).not.to.have.property('failure');
    expect(limits.reached()).to.equal(undefined);
    expect((await client.send(PATCH)).failure).to.equal(SPENT);
    expect(await reasonOf(vendor.browsers.list())).to.equal(SPENT);
    expect(limits.reached()).to.equal(SPENT);
    await vendor.browsers.deleteByID('abc', TRIED_AGAIN);
    expect(server.received.map(({ method }) => method)).to.deep.equal(['PATCH', 'GET', 'PATCH', 'DELETE']);
    limits.lift();
    expect(limits.reached()).to.equal(undefined);
    await vendor.browsers.list();
  });

  it('keep what they stop out of the count of requests, to which each try belongs', async () => {
    const limits = createLimits({ maxRequests: 8 });
    const server = await serve((response, _, index) =>
      index % 4 < 2 ? json(response, 429, {}, { 'retry-after': '0' }) : json(response, 200, []),
    );
    const { client, vendor, requests } = rig(server.url, { limits });
    await vendor.browsers.list();
    await client.send({ ...PATCH, purpose: 'set-up' });
    await client.send(PATCH);
    expect(requests).to.deep.equal({ sent: 7, throttled: 4 });
    await client.send(PATCH);
    await client.send(PATCH);
    await reasonOf(vendor.browsers.list());
    expect(requests).to.deep.equal({ sent: 8, throttled: 4 });
    expect(server.received).to.have.lengthOf(8);
  });

  it('count browsers, each try to create one', async () => {
    const { vendor, server, limits } = await limited({ maxBrowsers: 1 });
    await vendor.browsers.create();
    await vendor.profiles.create({});
    const why = 'CONTRACT_MAX_BROWSERS (1) is reached';
    expect(await reasonOf(vendor.browsers.create())).to.equal(why);
    expect(limits.reached()).to.equal(why);
    expect(server.received.map(({ path }) => path)).to.deep.equal(['/browsers', '/profiles']);
  });

  it('do not count a browser that was refused, but one that may have been made all the same', async () => {
    const answers = [400, 429, 501, 529, 500];
    const limits = createLimits({ maxBrowsers: 1 });
    const server = await serve((response) => json(response, answers.shift() ?? 200, {}));
    const { vendor } = rig(server.url, { limits });
    while (answers.length > 0) {
      await vendor.browsers.create().catch((error: unknown) => expect(wasNotSent(error)).to.equal(false));
    }
    expect(await reasonOf(vendor.browsers.create())).to.contain('CONTRACT_MAX_BROWSERS');
  });

  for (const [way, request] of WAYS) {
    it(`cut a request short ${way} when the time of the run is over`, async () => {
      const limits = createLimits({ maxMinutes: 0.005 });
      const server = await serve(() => undefined);
      const { client, vendor } = rig(server.url, { limits });
      const over = 'CONTRACT_MAX_MINUTES is 0.005, and the run has no time left';
      expect((await client.send(request)).failure).to.equal(over);
      expect(await reasonOf(vendor.browsers.list())).to.equal(over);
      expect(server.received).to.have.lengthOf(1);
    });
  }

  it('do not wait for a turn that comes too late, and name what holds it up', async () => {
    const limits = createLimits({ maxMinutes: 1 });
    const pace = createPace(undefined, 1);
    pace.mayRetry(1, { 'retry-after': '90' });
    await limits.turn(pace, 'asserted').catch(() => undefined);
    expect(limits.reached()).to.equal(
      'CONTRACT_MAX_MINUTES is 1, and the run has no time left to wait 90 s for the rate limit (the API answered 429 with Retry-After 90)',
    );
  });

  it('are none where none are given', async () => {
    const server = await serve(fine);
    const { client } = rig(server.url);
    expect(await client.send(PATCH)).not.to.have.property('failure');
  });
});
