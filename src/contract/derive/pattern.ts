import fc from 'fast-check';
import { expression } from '../schema.js';
import type { Random } from './random.js';

const SAMPLES = 20;
/** So often the samples of one text are lengthened or shortened by a step, and tested. */
const MOST_TRIES = 1000;
/** A longer text that matches a pattern is not looked for. */
export const LONGEST_MATCH = 5000;

/**
 * Writes strings of a wanted length, or near it, that match a regular expression; the same ones for the same `Random`.
 * @returns undefined for patterns that fast-check does not support (look-around, back references, word boundaries). The
 *   function returns undefined when none of its samples matches; the statement is then listed as not covered.
 */
export function patternWriter(pattern: string): PatternWriter | undefined {
  if (!known.has(pattern)) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(pattern, newWriter(pattern));
  }
  return known.get(pattern);
}

type PatternWriter = (length: number, random: Random) => string | undefined;

/** Writers that were made before: to make one takes far longer than to use it. */
const known = new Map<string, PatternWriter | undefined>();
const MOST_KNOWN = 1000;

function newWriter(pattern: string): PatternWriter | undefined {
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
    const samples = fc
      .sample(arbitrary, { seed, numRuns: SAMPLES })
      .filter((text) => text !== '' && regExp.test(text))
      .sort((a, b) => new Set(b).size - new Set(a).size); // varied ones first
    const tries = { left: MOST_TRIES };
    const resized = samples.map((text) => withLength(Array.from(text), length, regExp, tries));
    return (resized.find((chars) => chars.length === length) ?? resized[0])?.join('');
  };
}

/** Repeats or drops characters until the string has the length, or until no such step keeps it matching. */
function withLength(
  chars: readonly string[],
  length: number,
  regExp: RegExp,
  tries: { left: number },
): readonly string[] {
  const missing = length - chars.length;
  if (missing === 0) return chars;
  const steps =
    missing > 0
      ? [
          Array.from({ length }, (_, at) => chars[at % chars.length] ?? ''),
          ...chars.map((char, at) => chars.toSpliced(at, 0, ...Array.from({ length: missing }, () => char))),
        ]
      : chars.map((_, at) => chars.toSpliced(at, 1));
  const next = steps.find((candidate) => tries.left-- > 0 && regExp.test(candidate.join('')));
  return next === undefined ? chars : withLength(next, length, regExp, tries);
}
