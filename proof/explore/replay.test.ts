import { expect } from 'chai';
import { parsePath, seedOf } from './replay.js';

describe('the way back to a sequence that failed', () => {
  it('names the smaller example, the steps taken and the kinds of the sessions', () => {
    expect(parsePath('0:1:3;DdG:F;shr')).to.deep.equal({
      counterexample: '0:1:3',
      steps: 'DdG:F',
      kinds: ['s', 'h', 'r'],
    });
    expect(parsePath('0;:;s').steps).to.equal(':');
  });

  for (const text of ['', '0', '0;A:B', '0;A:B;', '0;A:B;sz', 'a;A:B;s', '0;AB;s', '0;A:B;s;s', ' 0;A:B;s'])
    it(`is not "${text}"`, () => expect(() => parsePath(text)).to.throw('is no path: give the one'));
});

describe('the seeds of the sequences of an exploration', () => {
  it('begin with its own, so that this alone leads to a failure of the first', () => {
    expect(seedOf(42, 0)).to.equal(42);
  });

  it('differ from each other and from those of its neighbours, and are seeds', () => {
    const seeds = [41, 42, 43].flatMap((seed) =>
      Array.from({ length: 100 }, (_, index) => seedOf(seed, index)),
    );
    expect(new Set(seeds).size).to.equal(300);
    for (const seed of seeds)
      expect(seed)
        .to.satisfy(Number.isInteger)
        .and.be.within(0, 2 ** 31 - 1);
  });
});
