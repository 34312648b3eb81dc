import { expect } from 'chai';
import { poll } from './poll.js';

/** A look that sees 1, 2, 3, … in turn. */
function counting(): () => Promise<number> {
  let count = 0;
  return () => Promise.resolve((count += 1));
}

describe('a poll', () => {
  it('looks once when the first value is right, even without time to wait', async () => {
    expect(await poll(counting(), () => true, 0)).to.deep.include({ seen: 1, right: true, looks: 1 });
  });

  it('looks again until it sees the awaited value', async () => {
    const polled = await poll(counting(), (seen) => seen === 3, 10_000);
    expect(polled).to.deep.include({ seen: 3, right: true, looks: 3 });
    expect(polled.ms).to.be.at.least(140); // 50 and 100, less what timers may be early by
  });

  it('looks a last time when the time is up, and ends with the value seen then', async () => {
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
