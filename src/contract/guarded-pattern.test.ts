import { expect } from 'chai';
import { guardedPattern, isEndless } from './guarded-pattern.js';

describe('a guarded pattern', () => {
  const endless: readonly (readonly [pattern: string, text: string])[] = [
    ['(a+)+b', 'a'.repeat(60)],
    ['a*a*a*b', 'a'.repeat(1500)],
    [`^${'(?:a|a)'.repeat(40)}$`, `${'a'.repeat(40)}b`],
    [`^${'(?:a|aa)?'.repeat(40)}$`, `${'a'.repeat(60)}b`],
  ];
  for (const [pattern, text] of endless) {
    it(`ends although ${pattern.slice(0, 20)} backtracks for ever`, () => {
      expect(guardedPattern(pattern)?.test(text)).to.equal(false);
      expect(isEndless(pattern)).to.equal(true);
    });
  }

  const ordinary: readonly (readonly [pattern: string, text: string])[] = [
    ['^[a-zA-Z0-9._-]{1,255}$', 'a'.repeat(255)],
    ['^\\p{L}+\\s?\\p{L}*$', 'Ångström é'],
    [
      '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
      '01234567-89ab-cdef-0123-456789abcdef',
    ],
    ['^(?:\\d{1,3}\\.){3}\\d{1,3}$', '127.0.0.1'],
    ['b$', `${'a'.repeat(100_000)}b`],
  ];
  for (const [pattern, text] of ordinary) {
    it(`says of ${pattern.slice(0, 40)} what the expression says`, () => {
      expect(guardedPattern(pattern)?.test(text)).to.equal(true);
      expect(guardedPattern(pattern)?.test(`${text}\n!`)).to.equal(false);
      expect(isEndless(pattern)).to.equal(false);
    });
  }
});
