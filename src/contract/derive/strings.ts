import type { Json } from '../../model/json.js';
import { formatValues } from './formats.js';
import type { Statement, Tools, Variant } from './variant.js';
import { unchanged } from './variant.js';
import { LONGEST, textsOfLength } from './texts.js';
import type { Random } from './random.js';
import { aThing, counted, givenAs, withArticle } from './words.js';

/** `minLength` and `maxLength`, counted in code points: a string of the stated length, and one beyond it. */
export function lengthVariants(
  { location, keyword, value: limit }: Statement,
  { sampler }: Tools,
): Variant[] | string {
  if (typeof limit !== 'number') return [];
  if (limit > LONGEST) return `A string of ${limit} characters is too long to send.`;
  const shortest = keyword === 'minLength';
  if (shortest && limit === 0) return 'No string has fewer than 0 characters.';
  const beyond = shortest ? limit - 1 : limit + 1;
  const a = aThing(location);
  const say =
    (length: number): (() => string) =>
    () =>
      `${a} of ${counted(length, 'character')}`;
  const fitting = (_: Json, random: Random): string | undefined => {
    // A lenient parser takes a single digit for a number.
    const likely = limit === 1 ? ['7'] : [];
    for (const text of [...likely, ...textsOfLength(location, limit, random)]) {
      if (sampler.fits(location, text)) return text;
    }
    return undefined;
  };
  const variants: Variant[] = [
    { name: 'at', intent: 'accept', value: fitting, say: say(limit) },
    // The pattern itself may forbid the length.
    {
      name: shortest ? 'below' : 'above',
      intent: 'refuse',
      value: beyondBy(location, beyond),
      say: say(beyond),
    },
  ];
  if (shortest || limit === 0 || sampler.hinted(location).length > 0) return variants;
  // Two UTF-16 units and four bytes each: a server that counts those refuses too early.
  const emoji: Variant = {
    name: 'at-emoji',
    intent: 'accept',
    value: () => '😀'.repeat(limit),
    say: () => `${a} of ${counted(limit, 'emoji')}`,
  };
  return [...variants, emoji];
}

function beyondBy(
  location: Statement['location'],
  length: number,
): (valid: Json, random: Random) => Json | undefined {
  return (_, random) => {
    const texts = [...textsOfLength(location, length, random)];
    return texts.find((text) => Array.from(text).length === length);
  };
}

const MUTATIONS: Readonly<Record<string, readonly [mutate: (text: string) => string, words: string]>> = {
  space: [(text) => inserted(text, ' '), 'with a space in it'],
  slash: [(text) => inserted(text, '/'), 'with a slash in it'],
  accent: [(text) => inserted(text, 'é'), 'with an accented letter in it'],
  emoji: [(text) => inserted(text, '😀'), 'with an emoji in it'],
  'newline-at-end': [(text) => `${text}\n`, 'that ends in a newline'],
};
/** For patterns that allow all of the above, or that fix the length. */
const FURTHER: typeof MUTATIONS = {
  'replaced-by-space': [(text) => replaced(text, ' '), 'with a space in it'],
  'replaced-by-slash': [(text) => replaced(text, '/'), 'with a slash in it'],
  'replaced-by-accent': [(text) => replaced(text, 'é'), 'with an accented letter in it'],
  'upper-case': [(text) => text.toUpperCase(), 'in upper case'],
  'lower-case': [(text) => text.toLowerCase(), 'in lower case'],
  letters: [(text) => 'x'.repeat(text.length), 'of letters only'],
  digits: [(text) => '7'.repeat(text.length), 'of digits only'],
  empty: [() => '', 'that is empty'],
};

/** `pattern`: a string of many kinds of characters if one matches, and strings that violate the pattern alone. */
export function patternVariants({ location }: Statement, { sampler }: Tools): Variant[] {
  const a = aThing(location);
  const mutated = (table: typeof MUTATIONS, fallback: boolean): Variant[] =>
    Object.entries(table).map(([name, [mutate, words]]) => ({
      name,
      intent: 'refuse',
      fallback,
      value: (_, random) => {
        const text = sampler.plain(location, random); // not the hinted value: a placeholder must stay intact
        return typeof text === 'string' ? mutate(text) : undefined;
      },
      say: () => `${a} ${words}`,
    }));
  // Imprecise patterns fail at the ends, and on repeated characters.
  const mixed = ['-9aZ0_..', '9aZ0._-', '9aZ0-', 'aZ0_9', 'aZ09', 'a0-b', 'az09', 'AZ09'];
  return [
    {
      name: 'mixed',
      intent: 'accept',
      value: () => mixed.find((text) => sampler.fits(location, text)),
      say: (value) => givenAs(location, value),
    },
    {
      name: 'match',
      intent: 'accept',
      fallback: true,
      value: (_, random) => sampler.plain(location, random),
      say: (value) => givenAs(location, value),
    },
    ...mutated(MUTATIONS, false),
    ...mutated(FURTHER, true),
  ];
}

/** `format`: a value of the format, and one that is just not of it. Unknown formats have no cases. */
export function formatVariants({ location, value }: Statement, { sampler }: Tools): Variant[] | string {
  const values = typeof value === 'string' ? formatValues(value) : '';
  if (typeof values === 'string') return values;
  const a = aThing(location);
  const name = typeof value === 'string' ? value : '';
  const kept =
    sampler.hinted(location).length > 0 ? unchanged : (_: Json, random: Random) => values.valid(random);
  return [
    { name: 'valid', intent: 'accept', value: kept, say: () => `${a} that is ${withArticle(name)}` },
    {
      name: 'broken',
      intent: 'refuse',
      value: () => values.broken,
      say: (broken) => `${a} that is not ${withArticle(name)}: ${quoted(broken)}`,
    },
  ];
}

function quoted(value: Json): string {
  return JSON.stringify(value);
}

function inserted(text: string, char: string): string {
  const chars = Array.from(text);
  const middle = Math.ceil(chars.length / 2);
  return [...chars.slice(0, middle), char, ...chars.slice(middle)].join('');
}

function replaced(text: string, char: string): string {
  const chars = Array.from(text);
  const middle = Math.floor(chars.length / 2);
  return [...chars.slice(0, middle), char, ...chars.slice(middle + 1)].join('');
}
