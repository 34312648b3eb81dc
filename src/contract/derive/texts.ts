import { formatValues } from './formats.js';
import { LONGEST_MATCH, patternWriter } from './pattern.js';
import { stated, statedNumbers, type Location } from './location.js';
import { digest, seeded, type Random } from './random.js';
import { expression } from '../schema.js';

/** Longer strings test body limits rather than the statement. */
export const LONGEST = 1_000_000;

/** How many characters (code points, as JSON Schema counts them) the strings of a location may have. */
function lengths(location: Location): { least: number; most: number } {
  return {
    least: Math.max(0, ...statedNumbers(location, 'minLength')),
    most: Math.min(Infinity, ...statedNumbers(location, 'maxLength')),
  };
}

/** Strings that may be valid at a location, likeliest first; the caller tests them. `pattern` applies in addition. */
export function* textsOf(location: Location, random: Random, pattern?: string): Generator<string> {
  for (const format of stated(location, 'format')) {
    const values = typeof format === 'string' ? formatValues(format) : '';
    const text = typeof values === 'string' ? undefined : values.valid(random);
    if (typeof text === 'string') yield text;
  }
  const { least, most } = lengths(location);
  if (least > LONGEST) return;
  const length = Math.max(least, Math.min(most, 11));
  yield* textsOfLength(location, length, random, pattern);
  for (const other of [least, least + 1, 1, 3, 36]) {
    if (other >= least && other <= most) yield* textsOfLength(location, other, random, pattern);
  }
}

/** The name of a member that a `patternProperties` pattern describes; undefined when none was found. */
export function nameMatching(location: Location, pattern: string): string | undefined {
  const names = textsOf({ ...location, parts: [] }, seeded(pattern), pattern);
  return [...names].find((name) => expression(pattern)?.test(name) === true);
}

/** Strings of an exact length that may be valid at a location. */
export function* textsOfLength(
  location: Location,
  length: number,
  random: Random,
  pattern?: string,
): Generator<string> {
  const patterns = [...(pattern === undefined ? [] : [pattern]), ...stated(location, 'pattern')];
  if (length > (patterns.length > 0 ? LONGEST_MATCH : LONGEST)) return;
  const writers = patterns.flatMap((one) => (typeof one === 'string' ? [patternWriter(one)] : []));
  for (const writer of writers) {
    const text = writer?.(length, random);
    if (text !== undefined) yield text;
  }
  const word = `case-${digest(String(random.below(1e9, location.name)))}`;
  const filler = `${word}-`.repeat(Math.ceil(length / (word.length + 1))).slice(0, length);
  yield filler;
  if (writers.length === 0) return;
  yield filler.replaceAll('-', '').padEnd(length, 'a'); // for unsupported patterns: plain letters and digits
  yield 'a'.repeat(length);
  yield 'A'.repeat(length);
  yield '1'.repeat(length);
}
