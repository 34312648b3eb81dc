import { expect } from 'chai';
import Kernel from '@onkernel/sdk';
import { useReferenceServer } from '../../proof/testing/test-client.js';

const UNKNOWN = 'unknownsession0000000000';

describe("the reference server, driven by the vendor's own client", () => {
  const { sdk, failing } = useSdk();

  it('creates, reads, updates, lists and deletes browsers', async () => {
    const browser = await sdk().browsers.create({ headless: true, timeout_seconds: 120 });
    const id = browser.session_id;
    expect(browser.headless).to.equal(true);
    const viewport = { width: 1283, height: 807, refresh_rate: 30 };
    expect((await sdk().browsers.update(id, { viewport })).viewport).to.deep.equal(viewport);
    const read = await sdk().browsers.retrieve(id);
    expect(read.viewport).to.deep.equal(viewport);
    expect(new URL(read.cdp_ws_url).searchParams.get('jwt')).to.match(/^eyJ/);

    await sdk().browsers.deleteByID(id);
    expect((await sdk().browsers.retrieve(id, { include_deleted: true })).deleted_at).to.be.a('string');
    expect((await sdk().browsers.list({ status: 'deleted' })).items).to.have.length(1);
  });

  it('follows the pages of every list to their end', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      ids.push((await sdk().browsers.create()).session_id);
      await sdk().profiles.create({ name: `page-${count}` });
      await sdk().proxies.create({ type: 'isp' });
    }
    const listed: string[] = [];
    for await (const browser of sdk().browsers.list({ limit: 2 })) listed.push(browser.session_id);
    expect(listed).to.deep.equal(ids);
    let others = 0;
    for await (const profile of sdk().profiles.list({ limit: 2 })) others += profile.name ? 1 : 0;
    for await (const proxy of sdk().proxies.list({ limit: 2 })) others += proxy.id ? 1 : 0;
    expect(others).to.equal(10);
  });

  it('creates, uses, reads and deletes profiles and proxies', async () => {
    const profile = await sdk().profiles.create({ name: 'mine' });
    const proxy = await sdk().proxies.create({
      type: 'custom',
      name: 'own',
      config: { host: '127.0.0.1', port: 8080 },
    });
    const proxyId = proxy.id ?? '';
    const { session_id: id } = await sdk().browsers.create();
    const updated = await sdk().browsers.update(id, { proxy_id: proxyId, profile: { name: 'mine' } });
    expect(updated.proxy_id).to.equal(proxyId);
    expect(updated.profile?.id).to.equal(profile.id);
    expect((await sdk().browsers.update(id, { proxy_id: '' })).proxy_id).to.equal(undefined);

    expect((await sdk().profiles.retrieve('mine')).id).to.equal(profile.id);
    expect((await sdk().proxies.retrieve(proxyId)).name).to.equal('own');
    await sdk().profiles.delete('mine');
    await sdk().proxies.delete(proxyId);
    expect((await sdk().profiles.list()).items).to.deep.equal([]);
    expect((await sdk().proxies.list()).items).to.deep.equal([]);
  });

  it('starts, lists, stops and downloads replays', async () => {
    const { session_id: id } = await sdk().browsers.create();
    const { replay_id } = await sdk().browsers.replays.start(id, { framerate: 10 });
    expect((await sdk().browsers.replays.list(id)).map((replay) => replay.replay_id)).to.deep.equal([
      replay_id,
    ]);
    expect((await sdk().browsers.replays.download(replay_id, { id })).status).to.equal(202);
    await sdk().browsers.replays.stop(replay_id, { id });
    const video = await sdk().browsers.replays.download(replay_id, { id });
    expect(video.headers.get('content-type')).to.equal('video/mp4');
    expect((await video.blob()).size).to.be.greaterThan(0);
  });

  it('raises the error class of each status', async () => {
    const { session_id: id } = await sdk().browsers.create();
    const viewport = { width: 1, height: 600 };
    await expectRejection(sdk().browsers.update(id, { viewport }), Kernel.BadRequestError);
    // What the client sends for an update without parameters: no body at all.
    await expectRejection(sdk().patch(`/browsers/${id}`), Kernel.BadRequestError);
    await expectRejection(sdk('nobody').browsers.update(id, {}), Kernel.AuthenticationError);
    await expectRejection(sdk('restricted').browsers.update(id, {}), Kernel.PermissionDeniedError);
    await expectRejection(sdk().browsers.update(UNKNOWN, {}), Kernel.NotFoundError);
    await expectRejection(sdk().browsers.retrieve(UNKNOWN), Kernel.NotFoundError);
    await expectRejection(sdk().browsers.deleteByID(UNKNOWN), Kernel.NotFoundError);
    await expectRejection(sdk().browsers.update(failing(), {}), Kernel.InternalServerError);
    await sdk().profiles.create({ name: 'taken' });
    await expectRejection(sdk().profiles.create({ name: 'taken' }), Kernel.ConflictError);
  });
});

/** The vendor's client with one of the reference server's keys, which sends nothing twice. */
function useSdk() {
  const client = useReferenceServer();
  return {
    failing: () => client.referenceServer.failingBrowserId,
    sdk: (who: 'full' | 'restricted' | 'nobody' = 'full'): Kernel => {
      const { url, apiKey, restrictedApiKey } = client.referenceServer;
      const keys = { full: apiKey, restricted: restrictedApiKey, nobody: 'a-key-that-nobody-has' };
      return new Kernel({ apiKey: keys[who], baseURL: url, maxRetries: 0 });
    },
  };
}

async function expectRejection(
  promise: PromiseLike<unknown>,
  kind: new (...args: never[]) => Error,
): Promise<void> {
  const outcome = await promise.then(
    () => 'no error',
    (error: unknown) => error,
  );
  expect(outcome).to.be.instanceOf(kind);
  // The client could read the Error body, whose message it repeats in its own.
  expect(outcome).to.have.property('error').that.includes.keys('code', 'message');
}
