import { isObject, type Json } from '../../model/json.js';
import type { Location } from './location.js';

const LONGEST = 70;

/** The location with its article: `a width`, `an id`, `the body`. */
export function aThing(location: Location): string {
  return location.name === 'body' && location.steps.length === 0 ? 'a body' : withArticle(location.subject);
}

/** The noun with the article of its sound: `an upload`, `a uuid`. */
export function withArticle(noun: string): string {
  return `${/^(?:[aeio]|u(?!ni|r[il]|se|uid))/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** A value in words, short enough for a sentence: `the string "1283"`, `an empty array`. */
function inWords(value: Json): string {
  if (value === '') return 'an empty string';
  if (typeof value === 'string') {
    const quoted = JSON.stringify(value);
    return quoted.length <= 26
      ? `the string ${quoted}`
      : `a string of ${Array.from(value).length} characters`;
  }
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : 'an array';
  if (isObject(value)) return Object.keys(value).length === 0 ? 'an empty object' : 'an object';
  return typeof value === 'number' ? `the number ${value}` : String(value);
}

/** A sentence for a value of a location: `a width given as the string "1283"`. */
export function givenAs(location: Location, value: Json): string {
  return `${aThing(location)} given as ${inWords(value)}`;
}

/** A count with its noun: `1 item`, `4 items`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Cuts a sentence to the length that titles have. */
export function clipped(sentence: string): string {
  const chars = Array.from(sentence.replaceAll('\n', '\\n'));
  return chars.length <= LONGEST
    ? chars.join('')
    : `${chars
        .slice(0, LONGEST - 1)
        .join('')
        .trimEnd()}…`;
}
