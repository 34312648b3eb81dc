import { expect } from 'chai';
import { leakLines } from '../../report/leaks.js';
import { newFolder, rig } from '../../../proof/testing/rig.js';
import {
  answerWith,
  endLeasing,
  isRequest,
  leasing,
  PLAIN,
  REFUSED,
} from '../../../proof/testing/leasing.js';
import { json, serve, type Intercept } from '../../../proof/testing/servers.js';
import { openLedger } from './ledger.js';
import { releaseOutstanding } from './release.js';

const HOSTILE: readonly [string, Intercept][] = [
  [
    '503 and Retry-After of an hour',
    (response) => json(response, 503, REFUSED, { 'retry-after': '3600', 'retry-after-ms': '3600000' }),
  ],
  [
    '503 and a Retry-After that is none',
    (response) => json(response, 503, REFUSED, { 'retry-after': 'soon' }),
  ],
  [
    '403 and the order to retry',
    (response) => json(response, 403, REFUSED, { 'x-should-retry': 'true', 'retry-after': '3600' }),
  ],
];

describe('clean-up where the API tries to hold it up', () => {
  const tried = new Map<string, { readonly left: number; readonly deletions: number }>();

  before('try all of them at once: most of it is waiting', async () => {
    const tryOne = async ([what, answer]: (typeof HOSTILE)[number]): Promise<void> => {
      const { leases, requests } = await leasing({
        before: (response, request) => request.method === 'DELETE' && answer(response, request),
      });
      const { id } = await leases.browser(PLAIN);
      const { length: left } = await leases.releaseAll();
      tried.set(what, { left, deletions: requests('DELETE', `/browsers/${id}`).length });
    };
    await Promise.all(HOSTILE.map(tryOne));
  });
  after(endLeasing);

  for (const [what] of HOSTILE) {
    it(`does not wait for an API that answers deletions with ${what}`, () => {
      expect(tried.get(what)?.left).to.equal(3);
      expect(tried.get(what)?.deletions).to.be.within(1, 3);
    });
  }
});

describe('clean-up', () => {
  afterEach(endLeasing);

  it('takes a 404 as gone at once, even where the API orders a retry', async () => {
    const { leases, requests } = await leasing({
      before: (response, request) =>
        isRequest(request, 'DELETE', /browsers/) &&
        json(response, 404, REFUSED, { 'x-should-retry': 'true', 'retry-after': '3600' }),
    });
    const lease = await leases.browser(PLAIN);
    expect(await leases.release(lease)).to.equal(true);
    expect(requests('DELETE', `/browsers/${lease.id}`)).to.have.lengthOf(1);
  });

  const hanging = async () => {
    const server = await serve(() => undefined);
    const { vendor, target } = rig(server.url);
    const ledger = openLedger(newFolder(), 'a-run', target);
    const entry = ledger.intend('browser');
    ledger.hold(entry, 'a-browser');
    ledger.intend('profile', 'contract-a-run-a');
    const held = {
      kernel: vendor,
      runId: 'a-run',
      outstanding: ledger.outstanding(),
      close: () => undefined,
    };
    return { held, server };
  };

  it('ends within its own bound where the API does not answer', async () => {
    const { held } = await hanging();
    const { leaks } = await releaseOutstanding({ ...held, limits: { withinMs: 100 } });
    expect(leakLines(leaks)).to.deep.equal([
      'browser a-browser: the clean-up ended after 0.1 s without an answer',
      'profile of unknown id: the clean-up ended after 0.1 s without an answer',
    ]);
  });

  it('ends at once when it is interrupted', async () => {
    const { held, server } = await hanging();
    const hurry = new AbortController();
    const released = releaseOutstanding({ ...held, limits: { signal: hurry.signal } });
    while (server.received.length === 0) await new Promise(setImmediate);
    hurry.abort();
    const { leaks } = await released;
    expect(leaks.map(({ why }) => why)).to.deep.equal(Array(2).fill('the clean-up was interrupted'));
  });

  it('ends a list whose pages never end', async () => {
    const { leases, ledger } = await leasing({ before: answerWith('POST', '/proxies', 403) });
    await leases.browser(PLAIN);
    const endless = await serve((response, { method }, index) =>
      method === 'GET'
        ? json(response, 200, [{ session_id: `s${index}`, start_url: 'x' }], {
            'x-has-more': 'true',
            'x-next-offset': String(index + 1),
          })
        : json(response, 404, REFUSED),
    );
    const { vendor } = rig(endless.url);
    const outstanding = [...ledger.outstanding(), { entry: 99, kind: 'browser' as const, id: undefined }];
    const held = { kernel: vendor, runId: 'a-run', outstanding, close: () => undefined };
    const { leaks } = await releaseOutstanding({ ...held, limits: { withinMs: 300 } });
    expect(leaks.map(({ why }) => why)).to.deep.equal(['the clean-up ended after 0.3 s without an answer']);
  });
});
