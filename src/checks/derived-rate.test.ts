import { expect } from 'chai';
import type { DerivedRate } from '../model/finding.js';
import { sentenceOf } from '../report/sentence-of.js';
import { answered } from '../../proof/testing/answers.js';
import { derivedRate, sameRate } from './derived-rate.js';

const at = (width: number, height: number, rate: number): DerivedRate => ({ width, height, rate });
const because = (seen: DerivedRate, ...known: DerivedRate[]): string[] =>
  derivedRate(seen, known, '#/rate', answered(200, {})).map(sentenceOf);

describe('a refresh rate that is left to the API', () => {
  it('may be any, as long as nothing else is known', () => {
    expect(because(at(1024, 768, 144))).to.deep.equal([]);
  });

  it('is the same for the same size', () => {
    expect(because(at(1024, 768, 60), at(1024, 768, 60))).to.deep.equal([]);
    expect(because(at(1024, 768, 47), at(1024, 768, 13))).to.deep.equal([
      'viewport.refresh_rate is 47 at 1024 x 768, where the update left it out, but was 13 at the same size before',
    ]);
  });

  it('does not rise with the size, in whatever order the sizes come', () => {
    const [small, large] = [at(1024, 768, 25), at(2560, 1440, 60)];
    expect(because(large, small)).to.have.length(1);
    expect(because(small, large)).to.have.length(1);
    const rule = 'a higher resolution must not get a higher rate';
    expect(because(large, small)[0]).to.contain(`but was 25 at 1024 x 768; ${rule}`);
    expect(because(small, large)[0]).to.contain(`but was 60 at 2560 x 1440; ${rule}`);
    expect(because(at(2560, 1440, 25), small)).to.deep.equal([]);
    expect(because(at(1024, 1440, 26), small)).to.have.length(1);
  });

  it('is not compared with that of a size that is larger one way and smaller the other', () => {
    expect(because(at(3000, 700, 60), at(1024, 768, 10))).to.deep.equal([]);
  });

  it('is no rate where it is 0', () => {
    expect(because(at(1024, 768, 0))).to.deep.equal([
      'viewport.refresh_rate is 0 at 1024 x 768, where the update left it out; no display has such a rate',
    ]);
  });

  it('is not the same for the smallest and the largest size', () => {
    const found = (rate: number): string[] =>
      sameRate(at(320, 240, 60), at(7680, 4320, rate), '#/rate', answered(200, {})).map(sentenceOf);
    expect(found(10)).to.deep.equal([]);
    expect(found(60)).to.deep.equal([
      'viewport.refresh_rate is 60 at 7680 x 4320, where the update left it out, and was 60 at 320 x 240; a much higher resolution must get a lower rate',
    ]);
  });
});
