import { expect } from 'chai';
import { endLeasing, failure, isRequest, leasing, PLAIN } from '../../../proof/testing/leasing.js';
import { rig } from '../../../proof/testing/rig.js';
import { json, serve } from '../../../proof/testing/servers.js';
import { leakLines } from '../../report/leaks.js';
import { nameOf } from './listed.js';
import { releaseOutstanding } from './release.js';

/** Ids that are none, and how they come over the wire. */
const SENDABLE = [
  '$D{sessionId}',
  'a/b',
  'a\u0000b',
  '\u001b[31mred',
  'a?b#c',
  '%2e%2e',
  'x'.repeat(5000),
  'ä b',
];
const UNSENDABLE = ['..', '.', '\ud800'];

/** An API that knows a browser, a profile or a proxy by an odd id alone, and lists it. */
async function oddApi(id: string) {
  const held = new Set(['browsers', 'profiles', 'proxies']);
  const server = await serve((response, { method, path }) => {
    const [, kind = '', ...rest] = path.split('?')[0]?.split('/') ?? [];
    if (method === 'GET') {
      const shown = {
        id,
        session_id: id,
        name: nameOf('a-run', 'a'),
        start_url: 'about:blank#contract-a-run',
      };
      return json(response, 200, held.has(kind) ? [shown] : []);
    }
    const isKnown = rest.length === 1 && decodeURIComponent(rest[0] ?? '') === id && held.delete(kind);
    return response.writeHead(isKnown ? 204 : 404).end();
  });
  const { vendor } = rig(server.url);
  const outstanding = (['browser', 'profile', 'proxy'] as const).map((kind, entry) => ({ kind, entry, id }));
  const closed: number[] = [];
  const close = (entry: number): void => void closed.push(entry);
  const { leaks } = await releaseOutstanding({ kernel: vendor, runId: 'a-run', outstanding, close });
  return { held, leaks, closed };
}

describe('ids that are no ids', () => {
  afterEach(endLeasing);

  for (const id of SENDABLE) {
    it(`are sent as they came: ${JSON.stringify(id.slice(0, 20))}`, async () => {
      const { held, leaks, closed } = await oddApi(id);
      expect([...held]).to.deep.equal([]);
      expect(leaks).to.deep.equal([]);
      expect(closed).to.have.members([0, 1, 2]);
    });
  }

  for (const id of UNSENDABLE) {
    it(`are listed as not releasable where no path can hold them: ${JSON.stringify(id)}`, async () => {
      const { leaks, closed } = await oddApi(id);
      const shown = id === '\ud800' ? '\\ud800' : id;
      expect(leakLines(leaks)).to.deep.equal(
        ['browser', 'profile', 'proxy'].map(
          (kind) => `${kind} ${shown}: its id cannot be sent in the path of a request`,
        ),
      );
      expect(closed).to.deep.equal([]);
    });
  }

  it('are not taken for released where the API does not find them: the lists show what is there', async () => {
    const { leases, api } = await leasing({
      after: (response, request) =>
        isRequest(request, 'POST', '/browsers') && json(response, 200, { session_id: '$D{sessionId}' }),
      readyWithinMs: 50,
    });
    await failure(leases.browser(PLAIN));
    expect(api.activeBrowsers()).to.equal(1);
    expect(await leases.releaseAll()).to.deep.equal([]);
    expect(api.activeBrowsers()).to.equal(0);
  });

  it('are made visible, and cut, wherever they are shown', () => {
    const why = 'the API answered \u001b[31m500';
    const lines = leakLines([
      { kind: 'browser', id: '\u001b[31m\u0000', runId: 'a-run', why },
      { kind: 'proxy', id: 'x'.repeat(5000), runId: 'a-run', why: 'no' },
      { kind: 'profile', id: '', runId: 'a-run', why: 'no' },
    ]);
    expect(lines[0]).to.equal('browser \\u001b[31m\\u0000: the API answered \\u001b[31m500');
    expect(lines[1]).to.equal(`proxy ${'x'.repeat(200)}… (5 000 characters): no`);
    expect(lines[2]).to.equal('profile "": no');
  });
});
