import { expect } from 'chai';
import { poll } from './poll.js';

/** Looks that see 1, 2, 3, … */
function counting(): () => Promise<number> {
  let count = 0;
  return () => Promise.resolve((count += 1));
}

describe('a poll', () => {
  it('looks once where the first look is right, however little time there is', async () => {
    expect(await poll(counting(), () => true, 0)).to.deep.include({ seen: 1, right: true, looks: 1 });
  });

  it('looks again until it sees what it waits for', async () => {
    const polled = await poll(counting(), (seen) => seen === 3, 10_000);
    expect(polled).to.deep.include({ seen: 3, right: true, looks: 3 });
    expect(polled.ms).to.be.at.least(140); // 50 and 100, but for what timers are early by
  });

  it('looks a last time when the time is over, and ends with what it saw then', async () => {
    const polled = await poll(counting(), () => false, 100);
    expect(polled.right).to.equal(false);
    expect(polled.ms).to.be.at.least(99); // timers may be early
    expect(polled.looks).to.equal(polled.seen).and.be.within(2, 4); // at 0, 50 and 100, or at 99 as well
    expect(await poll(counting(), () => false, 0)).to.deep.include({ seen: 1, right: false, looks: 1 });
  });

  it('throws what a look throws', async () => {
    const thrown = await poll(
      () => Promise.reject(new Error('no')),
      () => true,
      0,
    ).catch((error: unknown) => error);
    expect(thrown).to.be.instanceOf(Error).with.property('message', 'no');
  });
});
