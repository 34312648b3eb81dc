import { isObject, type Json } from '../../model/json.js';
import type { Location } from './location.js';

const LONGEST = 70;

/** The location with its article: `a width`, `an id`, `the body`. */
export function aThing(location: Location): string {
  return location.name === 'body' && location.steps.length === 0 ? 'a body' : withArticle(location.subject);
}

export function withArticle(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** A value in words, short enough for a sentence: `the text "1283"`, `an empty list`. */
function inWords(value: Json): string {
  if (value === '') return 'an empty text';
  if (typeof value === 'string') {
    const quoted = JSON.stringify(value);
    return quoted.length <= 26 ? `the text ${quoted}` : `a text of ${Array.from(value).length} characters`;
  }
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (isObject(value)) return Object.keys(value).length === 0 ? 'an empty object' : 'an object';
  return typeof value === 'number' ? `the number ${value}` : String(value);
}

/** A sentence for a value of a location: `a width given as the text "1283"`. */
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
