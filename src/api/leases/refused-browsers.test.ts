import { expect } from 'chai';
import {
  answerWith,
  endLeasing,
  expectSetUpFailed,
  expectUnavailable,
  failure,
  isRequest,
  leasing,
  type Leasing,
  PLAIN,
  RECORDING,
  REFUSED,
  SAYS,
} from '../../../proof/testing/leasing.js';
import { json } from '../../../proof/testing/servers.js';
import { NoRoom } from './set-up-errors.js';

describe('the lease of a browser whose creation is refused', () => {
  const STATUSES = [
    { status: 400, left: [] },
    { status: 409, left: [] },
    { status: 408, left: ['browser?'] },
    { status: 500, left: ['browser?'] },
    { status: 503, left: ['browser?'] },
  ];
  const WORDS = [
    { what: 'words alone', body: 'No\n more. ', says: '; the server says: "No more."' },
    {
      what: 'RFC 9457',
      body: { type: 'x', title: 'No more', detail: 'Not today.' },
      says: '; the server says: "Not today."',
    },
    {
      what: 'an error within',
      body: { error: { code: 'no', message: '\u001b[31mNo.' } },
      says: '; the server says: "no: [31mNo."',
    },
    { what: 'what says nothing', body: { ok: false }, says: '' },
    {
      what: 'a long message',
      body: { message: 'a'.repeat(999) },
      says: `; the server says: "${'a'.repeat(200)}…"`,
    },
  ];
  const outcomes = new Map<number | string, { readonly error: unknown; readonly leasing: Leasing }>();

  before('be refused in every way at once: most of it is waiting', async () => {
    const refuse = async (key: number | string, status: number, body?: unknown): Promise<void> => {
      const refused = await leasing({ before: answerWith('POST', '/browsers', status, body) });
      outcomes.set(key, { error: await failure(refused.leases.browser(PLAIN)), leasing: refused });
    };
    await Promise.all([
      ...STATUSES.map(({ status }) => refuse(status, status)),
      ...WORDS.map(({ what, body }) => refuse(what, 400, body)),
    ]);
  });
  after(endLeasing);

  for (const { status, left } of STATUSES) {
    it(`fails with ${status}, and ${left.length > 0 ? 'searches for it later' : 'holds nothing'}`, () => {
      const { error, leasing: refused } = outcomes.get(status) ?? expect.fail('It was not tried.');
      expectSetUpFailed(error, `creating a browser was answered with ${status}${SAYS}`);
      expect(refused.outstanding()).to.deep.equal(['proxy', 'proxy', ...left]);
      expect(refused.changes).to.deep.equal([]);
    });
  }

  for (const { what, says } of WORDS) {
    it(`quotes the refusal without raw JSON: ${what}`, () => {
      expectSetUpFailed(outcomes.get(what)?.error, `creating a browser was answered with 400${says}`);
    });
  }
});

describe('the lease of a browser beside one that is held', () => {
  afterEach(endLeasing);

  /** An API that refuses browsers from the second on: all of them, or those that are not headless. */
  const refusing = (status: number, isRefused: (body: string) => boolean): Promise<Leasing> => {
    let created = 0;
    return leasing({
      before: (response, request) => {
        if (!isRequest(request, 'POST', '/browsers')) return false;
        if (created > 0 && isRefused(request.body)) return json(response, status, REFUSED);
        created += 1;
        return false;
      },
    });
  };
  const heldBrowsers = ({ outstanding }: Leasing): number =>
    outstanding().filter((kind) => kind === 'browser').length;

  for (const status of [400, 402, 403, 409, 422, 503]) {
    it(`has no room, as ${status} says, whatever its kind`, async () => {
      const full = await refusing(status, () => true);
      await full.leases.browser(PLAIN);
      for (const kind of [PLAIN, RECORDING]) {
        expect(await failure(full.leases.browser(kind))).to.be.instanceOf(NoRoom);
      }
      expect(full.changes).to.deep.equal(['created']);
      expect(heldBrowsers(full)).to.equal(1);
    });
  }

  it('is not given for its kind where one of another kind is, which is tried once', async () => {
    const limited = await refusing(403, (body) => body.includes('"headless":false'));
    await limited.leases.browser(PLAIN);
    for (let times = 0; times < 2; times += 1) {
      const error = await failure(limited.leases.browser(RECORDING));
      expectUnavailable(error, `creating a browser was answered with 403${SAYS}`);
    }
    expect(limited.changes).to.deep.equal(['created', 'created', 'released']);
    expect(heldBrowsers(limited)).to.equal(1);
  });
});
