import { formatValues } from './formats.js';
import { patternWriter } from './pattern.js';
import { stated, statedNumbers, type Place } from './location.js';
import { digest, seeded, type Random } from './random.js';
import { expression } from '../schema.js';

/** How many characters (code points, as JSON Schema counts them) the texts of a place may have. */
function lengths(place: Place): { least: number; most: number } {
  return {
    least: Math.max(0, ...statedNumbers(place, 'minLength')),
    most: Math.min(Infinity, ...statedNumbers(place, 'maxLength')),
  };
}

/** Texts that should fit a place, likeliest first; the caller tests them. `pattern` counts besides the stated ones. */
export function* textsOf(place: Place, random: Random, pattern?: string): Generator<string> {
  for (const format of stated(place, 'format')) {
    const values = typeof format === 'string' ? formatValues(format) : '';
    const text = typeof values === 'string' ? undefined : values.valid(random);
    if (typeof text === 'string') yield text;
  }
  const { least, most } = lengths(place);
  const length = Math.max(least, Math.min(most, 11));
  yield* textsOfLength(place, length, random, pattern);
  for (const other of [least, least + 1, 1, 3, 36]) {
    if (other >= least && other <= most) yield* textsOfLength(place, other, random, pattern);
  }
}

/** The name of a member that a `patternProperties` pattern describes; undefined when none was found. */
export function nameMatching(place: Place, pattern: string): string | undefined {
  const names = textsOf({ ...place, parts: [] }, seeded(pattern), pattern);
  return [...names].find((name) => expression(pattern)?.test(name) === true);
}

/** Texts of an exact length that should fit a place. */
export function* textsOfLength(
  place: Place,
  length: number,
  random: Random,
  pattern?: string,
): Generator<string> {
  const patterns = [...(pattern === undefined ? [] : [pattern]), ...stated(place, 'pattern')];
  const writers = patterns.flatMap((one) => (typeof one === 'string' ? [patternWriter(one)] : []));
  for (const writer of writers) {
    const text = writer?.(length, random);
    if (text !== undefined) yield text;
  }
  const word = `case-${digest(String(random.below(1e9, place.name)))}`;
  const filler = `${word}-`.repeat(Math.ceil(length / (word.length + 1))).slice(0, length);
  yield filler;
  if (writers.length === 0) return;
  yield filler.replaceAll('-', '').padEnd(length, 'a'); // a pattern that was not understood: plain letters and digits
  yield 'a'.repeat(length);
  yield 'A'.repeat(length);
  yield '1'.repeat(length);
}
