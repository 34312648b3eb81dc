import fc from 'fast-check';
import { expression } from '../schema.js';
import type { Random } from './random.js';

const SAMPLES = 20;

/**
 * Writes texts of a wanted length that match a regular expression.
 * @returns undefined for what fast-check cannot write: look-around, back references, word boundaries.
 */
export function patternWriter(
  pattern: string,
): ((length: number, random: Random) => string | undefined) | undefined {
  const regExp = expression(pattern);
  if (regExp === undefined) return undefined;
  let arbitrary: fc.Arbitrary<string>;
  try {
    arbitrary = fc.stringMatching(regExp);
  } catch {
    return undefined;
  }
  return (length, random) => {
    const seed = random.below(2 ** 31, pattern);
    const samples = fc.sample(arbitrary, { seed, numRuns: SAMPLES }).filter((text) => text !== '');
    const varied = samples.sort((a, b) => new Set(b).size - new Set(a).size);
    const resized = varied.map((text) => withLength(Array.from(text), length, regExp).join(''));
    return resized.find((text) => Array.from(text).length === length) ?? resized[0];
  };
}

/** Repeats or drops characters until a text has a length, or until no such step keeps it matching. */
function withLength(chars: readonly string[], length: number, regExp: RegExp): readonly string[] {
  const missing = length - chars.length;
  if (missing === 0) return chars;
  const steps =
    missing > 0
      ? [
          Array.from({ length }, (_, at) => chars[at % chars.length] ?? ''),
          ...chars.map((char, at) => chars.toSpliced(at, 0, ...Array.from({ length: missing }, () => char))),
        ]
      : chars.map((_, at) => chars.toSpliced(at, 1));
  const next = steps.find((candidate) => regExp.test(candidate.join('')));
  return next === undefined ? chars : withLength(next, length, regExp);
}
