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
  RECORDING,
  REFUSED,
  SAYS,
} from '../../../proof/testing/leasing.js';
import { json } from '../../../proof/testing/servers.js';
import type { SessionKind } from '../../model/session-kind.js';

const RECORDED_TWICE: SessionKind = { ...RECORDING, special: 'recorded twice' };
const RECORDED_BEFORE: SessionKind = { ...RECORDING, recording: false, special: 'recorded before' };
const RECORDING_ON_GPU: SessionKind = { ...RECORDING, special: 'with a GPU' };

describe('the recordings of leases', () => {
  afterEach(endLeasing);

  for (const status of [400, 402, 403, 404, 405, 409, 422, 501]) {
    it(`are unavailable when starting one is answered with ${status}`, async () => {
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

  it('release the session where they fail to start, and are tried again next time', async () => {
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
      await failure(leases.browser(RECORDED_BEFORE)),
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

  for (const status of [404, 409]) {
    it(`are started again where the first try is answered with ${status}, as a moment after a creation`, async () => {
      let refusals = 1;
      const { leases, requests } = await leasing({
        before: (response, request) =>
          isRequest(request, 'POST', /\/replays$/) && refusals-- > 0 && json(response, status, REFUSED),
      });
      const { id } = await leases.browser(RECORDED_BEFORE);
      expect(requests('POST', `/browsers/${id}/replays`)).to.have.lengthOf(2);
    });
  }

  it('are listed again where their list is refused with 404 at first, as a moment after the start', async () => {
    let refusals = 1;
    const { leases } = await leasing({
      before: (response, request) =>
        isRequest(request, 'GET', /\/replays$/) && refusals-- > 0 && json(response, 404, REFUSED),
    });
    const recordings = await leases.recordings(await leases.browser(RECORDING));
    expect(recordings.map(({ running }) => running)).to.deep.equal([false, true]);
  });

  it('are unavailable in pairs where a second one is refused, and single ones go on', async () => {
    const running = new Map<string, number>();
    const { leases, api } = await leasing({
      before: (response, { method, path }) => {
        const [, session, isStop] = /^\/browsers\/([^/]+)\/replays(\/[^/]+\/stop)?$/.exec(path) ?? [];
        if (session === undefined || method !== 'POST') return false;
        const now = running.get(session) ?? 0;
        if (isStop === undefined && now > 0) return json(response, 422, REFUSED);
        running.set(session, isStop === undefined ? now + 1 : now - 1);
        return false;
      },
    });
    for (let times = 0; times < 2; times += 1) {
      const why = `creating a replay was answered with 422${SAYS}`;
      expectUnavailable(await failure(leases.browser(RECORDED_TWICE)), why);
    }
    expect(api.createdBrowsers()).to.equal(1);
    await leases.browser(RECORDING);
    await leases.browser(RECORDED_BEFORE);
  });

  it('are unavailable on GPUs where they are refused there, and go on elsewhere', async () => {
    let isOnGpu = false;
    const { leases, api } = await leasing({
      before: (response, request) => {
        if (isRequest(request, 'POST', '/browsers')) isOnGpu = request.body.includes('"gpu":true');
        return isOnGpu && answerWith('POST', /\/replays$/, 400)(response, request);
      },
    });
    await leases.browser(RECORDING);
    for (let times = 0; times < 2; times += 1) {
      const why = `creating a replay was answered with 400${SAYS}`;
      expectUnavailable(await failure(leases.browser(RECORDING_ON_GPU)), why);
    }
    expect(api.createdBrowsers()).to.equal(2);
    await leases.browser(RECORDING);
  });

  it('that have ended are unavailable where a stop is refused, and running ones go on', async () => {
    const { leases, api } = await leasing({ before: answerWith('POST', /\/stop$/, 405) });
    for (let times = 0; times < 2; times += 1) {
      const why = `stopping a replay was answered with 405${SAYS}`;
      expectUnavailable(await failure(leases.browser(RECORDED_BEFORE)), why);
    }
    expect(api.createdBrowsers()).to.equal(1);
    await leases.browser(RECORDING);
  });
});
