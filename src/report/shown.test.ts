import { expect } from 'chai';
import { shown } from './shown.js';

describe('a value in a sentence', () => {
  it('is JSON, or words for what JSON cannot express', () => {
    expect([undefined, null, 'a', { b: [1] }].map(shown)).to.deep.equal([
      'absent',
      'null',
      '"a"',
      '{"b":[1]}',
    ]);
    expect([Infinity, -Infinity].map(shown).join()).to.match(/^Infinity \(.*\),-Infinity \(.*\)$/);
  });
});
