import { expect } from 'chai';
import {
  endLeasing,
  expectSetUpFailed,
  failure,
  isRequest,
  leasing,
  PLAIN,
  RECORDING,
  REFUSED,
  SAYS,
} from '../../../proof/testing/leasing.js';
import { json, type Intercept } from '../../../proof/testing/servers.js';

/** Answers the first matching requests with 503. @param after when to come back, in seconds. */
function busy(path: RegExp, times: number, after: string): Intercept {
  let left = times;
  return (response, request) =>
    isRequest(request, 'POST', path) && left-- > 0 && json(response, 503, REFUSED, { 'retry-after': after });
}

describe('an API that cannot serve a creation at present', () => {
  afterEach(endLeasing);

  it('is asked again when it says so, and what it has created all the same is released', async () => {
    const { leases, api, outstanding, requests } = await leasing({ after: busy(/^\/browsers$/, 1, '0') });
    await leases.release(await leases.browser(PLAIN));
    expect(requests('POST', '/browsers')).to.have.lengthOf(2);
    expect(outstanding()).to.include('browser?');
    expect(api.activeBrowsers()).to.equal(1);
    expect(await leases.releaseAll()).to.deep.equal([]);
    expect(api.activeBrowsers()).to.equal(0);
    expect(outstanding()).to.deep.equal([]);
  });

  it('is not given a second recording where the first was begun all the same', async () => {
    const { leases } = await leasing({ after: busy(/\/replays$/, 1, '0') });
    const recordings = await leases.recordings(await leases.browser(RECORDING));
    expect(recordings.map(({ running }) => running)).to.deep.equal([false, true]); // the first to see it end
  });

  for (const [what, times, after, tries] of [
    ['more than a few times', 99, '0', 6],
    ['where it asks for an hour', 1, '3600', 1],
  ] as const) {
    it(`is not asked ${what}`, async () => {
      const { leases, requests } = await leasing({ before: busy(/^\/browsers$/, times, after) });
      expectSetUpFailed(
        await failure(leases.browser(PLAIN)),
        `creating a browser was answered with 503${SAYS}`,
      );
      expect(requests('POST', '/browsers')).to.have.lengthOf(tries);
    });
  }
});
