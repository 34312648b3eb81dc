import { expect } from 'chai';
import {
  endLeasing,
  expectUnavailable,
  failure,
  isRequest,
  leasing,
  type Leasing,
  PLAIN,
  REFUSED,
  SAYS,
} from '../../../proof/testing/leasing.js';
import { json } from '../../../proof/testing/servers.js';
import type { SessionKind } from '../../model/session-kind.js';
import { NoRoom } from './set-up-errors.js';

const GPU: SessionKind = { headless: false, stealth: false, recording: false, special: 'with a GPU' };
const KIOSK: SessionKind = { headless: false, stealth: false, recording: false, special: 'in kiosk mode' };

/** An API that refuses browsers whose creation holds a text. */
const refusing = (text: string, status: number): Promise<Leasing> =>
  leasing({
    before: (response, request) =>
      isRequest(request, 'POST', '/browsers') &&
      request.body.includes(text) &&
      json(response, status, REFUSED),
  });

const creations = ({ requests }: Leasing, text: string): number =>
  requests('POST', '/browsers').filter(({ body }) => body.includes(text)).length;

describe('a kind of browser that an API does not give', () => {
  const REFUSALS = [
    ...[400, 402, 403, 404, 405, 409, 422, 501, 503].map((status) => ({
      kind: GPU,
      text: '"gpu":true',
      status,
    })),
    ...[400, 402, 403, 404, 405, 409, 422, 501].map((status) => ({
      ...{ kind: KIOSK, text: '"kiosk_mode":true', status },
    })),
  ];
  const outcomes = new Map<
    (typeof REFUSALS)[number],
    { readonly limited: Leasing; readonly errors: unknown[]; readonly tries: number[] }
  >();

  before('be refused in every way at once: most of it is waiting', async () => {
    await Promise.all(
      REFUSALS.map(async (refusal) => {
        const { kind, text, status } = refusal;
        const limited = await refusing(text, status);
        await limited.leases.browser(PLAIN);
        const errors: unknown[] = [];
        const tries: number[] = [];
        for (let times = 0; times < 2; times += 1) {
          errors.push(await failure(limited.leases.browser(kind)));
          tries.push(creations(limited, text));
        }
        outcomes.set(refusal, { limited, errors, tries });
      }),
    );
  });
  after(endLeasing);

  for (const refusal of REFUSALS) {
    const { kind, status } = refusal;
    it(`is unavailable ${kind.special} when it is refused with ${status}, and is not tried for each case`, async () => {
      const { limited, errors, tries } = outcomes.get(refusal) ?? expect.fail('It was not tried.');
      for (const error of errors) {
        expectUnavailable(error, `creating a browser was answered with ${status}${SAYS}`);
      }
      expect(tries[0]).to.be.above(0);
      expect(tries[1]).to.equal(tries[0]);
      await limited.leases.browser(PLAIN);
    });
  }

  it('is tried again where there was no room when it was refused', async () => {
    let isFull = true;
    const limited = await leasing({
      before: (response, request) =>
        isFull &&
        isRequest(request, 'POST', '/browsers') &&
        creations(limited, '') > 1 &&
        json(response, 403, REFUSED),
    });
    await limited.leases.browser(PLAIN);
    expect(await failure(limited.leases.browser(GPU))).to.be.instanceOf(NoRoom);
    isFull = false;
    await limited.leases.browser(GPU);
  });
});
