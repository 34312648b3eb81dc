import { expect } from 'chai';
import { createPace, type Pace } from './pace.js';

/** Takes turns one after another. @returns how long all of them took, in milliseconds. */
async function turns(pace: Pace, count: number): Promise<number> {
  const started = Date.now();
  for (let turn = 0; turn < count; turn += 1) await pace.turn();
  return Date.now() - started;
}

/** A turn without a limit passes at once: only an unwanted wait takes this long. */
const FAR_TOO_LONG_MS = 5_000;
const A_TURN_A_MINUTE = { 'x-ratelimit-remaining': '0', 'x-ratelimit-limit': '1' };

describe('the pace', function () {
  this.timeout(FAR_TOO_LONG_MS);

  it('does not wait when nothing limits it', async () => {
    await turns(createPace(undefined, 4), 1000);
  });

  it('spaces the requests of all workers by the requests per minute', async () => {
    const pace = createPace(3000, 4); // 20 ms apart
    const started = Date.now();
    await Promise.all([turns(pace, 2), turns(pace, 2), turns(pace, 2)]);
    expect(Date.now() - started).to.be.at.least(5 * 20);
  });

  it('slows down to the refill rate when the API reports that little remains', async () => {
    const pace = createPace(undefined, 1);
    pace.saw({ 'x-ratelimit-remaining': '2', 'x-ratelimit-limit': '3000' });
    expect(await turns(pace, 4)).to.be.at.least(3 * 20);
  });

  it('slows down early enough for every worker to have two requests left', async () => {
    const pace = createPace(undefined, 200);
    pace.saw({ 'x-ratelimit-remaining': '400', 'x-ratelimit-limit': '3000' });
    expect(await turns(pace, 4)).to.be.at.least(3 * 20);
  });

  it('does not slow down while plenty remains', async () => {
    const pace = createPace(undefined, 1);
    pace.saw({ 'x-ratelimit-remaining': '100', 'x-ratelimit-limit': '60' });
    await turns(pace, 100);
  });

  it('speeds up again once the API reports that plenty remains', async () => {
    const pace = createPace(undefined, 1);
    pace.saw(A_TURN_A_MINUTE);
    pace.saw({ 'x-ratelimit-remaining': '100', 'x-ratelimit-limit': '100' });
    await turns(pace, 10);
  });

  it('never goes faster than the operator\u2019s limit, even if the API allows more', async () => {
    const pace = createPace(3000, 1);
    pace.saw({ 'x-ratelimit-remaining': '0', 'x-ratelimit-limit': '1000000' });
    expect(await turns(pace, 4)).to.be.at.least(3 * 20);
  });

  it('waits for the seconds in Retry-After, on all workers', async () => {
    const pace = createPace(undefined, 2);
    expect(pace.mayRetry(1, { 'retry-after': '0.1' })).to.equal(true);
    const waits = await Promise.all([turns(pace, 1), turns(pace, 1)]);
    for (const wait of waits) expect(wait).to.be.at.least(98); // both clocks round
  });

  it('extends a wait in progress when another answer requests a longer one', async () => {
    const pace = createPace(undefined, 2);
    pace.mayRetry(1, { 'retry-after': '0.05' });
    const waiting = turns(pace, 1);
    pace.mayRetry(1, { 'retry-after': '0.15' });
    pace.mayRetry(1, { 'retry-after': '0' });
    expect(await waiting).to.be.at.least(148);
  });

  it('waits until the date in Retry-After', async () => {
    const pace = createPace(undefined, 1);
    const date = new Date(Math.ceil(Date.now() / 1000) * 1000 + 1000); // HTTP dates are whole seconds
    expect(pace.mayRetry(1, { 'retry-after': date.toUTCString() })).to.equal(true);
    await pace.turn();
    expect(Date.now()).to.be.at.least(date.getTime() - 1);
  });

  it('does not wait for a date in the past', async () => {
    const pace = createPace(undefined, 1);
    expect(pace.mayRetry(1, { 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT' })).to.equal(true);
    await turns(pace, 1);
  });

  describe('that cannot read Retry-After', () => {
    const UNREADABLE = ['-5', 'soon', ''];
    const waits = new Map<string, number>();

    before('wait for all of them at once', async () => {
      const wait = async (unreadable: string): Promise<void> => {
        const pace = createPace(undefined, 1);
        expect(pace.mayRetry(1, { 'retry-after': unreadable })).to.equal(true);
        waits.set(unreadable, await turns(pace, 1));
      };
      await Promise.all(UNREADABLE.map(wait));
    });

    for (const unreadable of UNREADABLE) {
      it(`waits a second when it is "${unreadable}"`, () => {
        expect(waits.get(unreadable)).to.be.at.least(998);
      });
    }
  });

  it('gives up after six tries', () => {
    const pace = createPace(undefined, 1);
    const may = [1, 2, 3, 4, 5, 6].map((tries) => pace.mayRetry(tries, { 'retry-after': '0' }));
    expect(may).to.deep.equal([true, true, true, true, true, false]);
  });

  it('waits on the second try even if Retry-After is 0', async () => {
    const pace = createPace(undefined, 1);
    for (const tries of [1, 2]) pace.mayRetry(tries, { 'retry-after': '0' });
    const started = performance.now();
    await turns(pace, 1);
    expect(performance.now() - started).to.be.at.least(195);
  });

  it('measures a date against the server\u2019s own clock', async () => {
    const pace = createPace(undefined, 1);
    const wrong = Date.now() - 3_600_000;
    const headers = {
      date: new Date(wrong).toUTCString(),
      'retry-after': new Date(wrong + 1000).toUTCString(),
    };
    const started = performance.now();
    expect(pace.mayRetry(1, headers)).to.equal(true);
    await turns(pace, 1);
    expect(performance.now() - started).to.be.at.least(995);
  });

  it('gives up at once when the wait is over two minutes, and then delays no other request', async () => {
    const pace = createPace(undefined, 1);
    expect(pace.mayRetry(1, { 'retry-after': '121' })).to.equal(false);
    expect(pace.mayRetry(1, { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() })).to.equal(
      false,
    );
    await turns(pace, 1);
  });

  for (const limit of ['0.001', '0', '-1', 'NaN', '1']) {
    it(`waits for no more than 10 s between requests when X-RateLimit-Limit is ${limit}, and says why`, async () => {
      const pace = createPace(undefined, 1);
      pace.saw({ 'x-ratelimit-remaining': '0', 'x-ratelimit-limit': limit });
      expect(await pace.turn()).to.equal(true);
      expect(await pace.turn(0), 'there is no time for it').to.equal(false);
      const seconds = /wait (\d+) s for the rate limit \(the API reported X-RateLimit-Limit (.*)\)$/.exec(
        pace.waits(),
      );
      expect(Number(seconds?.[1])).to.be.within(1, 10);
      expect(seconds?.[2]).to.equal(limit);
    });
  }

  for (const remaining of ['-1', 'unlimited', '', '0.5', '-Infinity']) {
    it(`does not slow down when X-RateLimit-Remaining is "${remaining}", which is no number of requests`, async () => {
      const pace = createPace(undefined, 1);
      pace.saw({ 'x-ratelimit-remaining': remaining, 'x-ratelimit-limit': 'unlimited' });
      await turns(pace, 10);
    });
  }

  it('waits for no 429 any more once two requests have waited in vain', () => {
    const pace = createPace(undefined, 1);
    for (let request = 0; request < 2; request += 1) expect(pace.mayRetry(6, {})).to.equal(false);
    expect(pace.mayRetry(1, { 'retry-after': '1' })).to.equal(false);
    pace.gotThrough();
    expect(pace.mayRetry(1, { 'retry-after': '1' })).to.equal(true);
    expect(pace.waits()).to.match(/wait 1 s for the rate limit \(the API answered 429 with Retry-After 1\)$/);
  });

  it('counts by a clock that nobody sets', async () => {
    const pace = createPace(undefined, 1);
    const { now } = Date;
    await pace.turn();
    try {
      Date.now = () => now() - 3_600_000;
      pace.mayRetry(1, { 'retry-after': '0.1' });
      await turns(pace, 1);
    } finally {
      Date.now = now;
    }
  });
});
