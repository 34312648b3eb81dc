import { expect } from 'chai';
import { matches } from './known-deviation.js';

describe('the pattern of a known deviation', () => {
  const rows: [pattern: string, id: string, isMatch: boolean][] = [
    ['echo/proxy_id', 'echo/proxy_id', true],
    ['echo/proxy_id', 'echo/proxy_ids', false],
    ['echo/*', 'echo/proxy_id', true],
    ['echo/*', 'read-back/proxy_id', false],
    ['*', 'echo/proxy_id', true],
    ['*/viewport.*.minimum', 'status/200-for-400/viewport.width.minimum', true],
    ['*/viewport.*.minimum', 'status/200-for-400/viewport.width.maximum', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['*ab*b', 'ab', false],
    ['a.b', 'axb', false],
    ['**', '', true],
  ];
  for (const [pattern, id, isMatch] of rows) {
    it(`${pattern} ${isMatch ? 'matches' : 'does not match'} ${id}`, () => {
      expect(matches({ cause: pattern }, id)).to.equal(isMatch);
    });
  }

  it('may be long and full of stars', () => {
    expect(matches({ cause: '*a'.repeat(100_000) }, 'a'.repeat(50_000))).to.equal(false);
    expect(matches({ cause: '*'.repeat(1_000_000) }, 'echo/proxy_id')).to.equal(true);
  });
});
