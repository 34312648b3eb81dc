import { expect } from 'chai';
import { fewest } from './fewest-steps.js';

/** Fails wherever all the needed ones are. */
async function fewestOf(
  length: number,
  needed: readonly number[],
): Promise<{ kept: number[]; tries: number }> {
  let tries = 0;
  const all = Array.from({ length }, (_, index) => index);
  const kept = await fewest(all, (part) => {
    tries += 1;
    return Promise.resolve(needed.every((one) => part.includes(one)));
  });
  return { kept: [...kept], tries };
}

describe('the fewest steps that fail', () => {
  for (const [length, needed] of [
    [1, [0]],
    [2, [0]],
    [2, [1]],
    [3, [0, 2]],
    [7, [3]],
    [46, [3, 44]],
    [60, [0, 30, 59]],
    [5, [0, 1, 2, 3, 4]],
  ] as const) {
    it(`are ${needed.join(', ')} of ${length}, in their order`, async () => {
      expect((await fewestOf(length, needed)).kept).to.deep.equal(needed);
    });
  }

  it('are none where nothing is needed', async () => {
    expect((await fewestOf(9, [])).kept).to.deep.equal([]);
    expect((await fewestOf(0, [])).kept).to.deep.equal([]);
  });

  it('are found in few tries', async () => {
    expect((await fewestOf(60, [17, 58])).tries).to.be.below(40);
  });
});
