import { expect } from 'chai';
import { patternWriter } from './pattern.js';
import { seeded } from './random.js';

describe('strings that match a pattern', () => {
  const patterns = [
    '^[a-z]+$',
    '^[A-Z]{2}-\\d{4}$',
    '^(?:ab|cd)*x$',
    '^[\\w\\-]+$',
    '^\\p{Lu}+$',
    'needle',
    '.',
  ];
  for (const pattern of patterns) {
    it(`match it, and are the same each time: ${pattern}`, () => {
      const write = patternWriter(pattern);
      const unicode = pattern === '^[\\w\\-]+$' ? '' : 'u'; // an escaped hyphen is a syntax error in Unicode mode
      for (const length of [1, 7, 40]) {
        const text = write?.(length, seeded('a'));
        expect(text).to.match(new RegExp(pattern, unicode));
        expect(write?.(length, seeded('a'))).to.equal(text);
      }
    });
  }

  it('have the length where the pattern allows it', () => {
    const lengths = [1, 7, 255].map((length) => patternWriter('^[a-z]+$')?.(length, seeded('a'))?.length);
    expect(lengths).to.deep.equal([1, 7, 255]);
    expect(patternWriter('^\\d{4}$')?.(9, seeded('a'))).to.match(/^\d{4}$/);
  });

  it('are not written for what fast-check cannot write, or for what is not a pattern', () => {
    for (const pattern of ['^(?!a)[a-z]+$', '(?<=a)b', '(a)\\1', '(']) {
      expect(patternWriter(pattern)?.(3, seeded('a')), pattern).to.equal(undefined);
    }
  });

  it('are not written where nothing matches', () => {
    expect(patternWriter('a^b')?.(3, seeded('a'))).to.equal(undefined);
  });
});
