import { isObject, type Json, type JsonObject } from '../model/json.js';
import { below } from './document.js';

type Fits = (value: Json) => boolean;

const isNumber: Fits = (value) => typeof value === 'number';
const isCount: Fits = (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0;
const isText: Fits = (value) => typeof value === 'string';
const isList: Fits = (value) => Array.isArray(value);
const isNames: Fits = (value) => isText(value) || (Array.isArray(value) && value.every(isText));

/** What the keywords take for which a validator would otherwise fail without saying where they stand. */
const TAKES: ReadonlyMap<string, readonly [what: string, fits: Fits]> = new Map([
  ...each('a number', isNumber, ['minimum', 'maximum', 'multipleOf']),
  ...each('a whole number from 0', isCount, [
    ...['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'],
  ]),
  ...each('a text', isText, ['pattern', 'format']),
  ...each('a list', isList, ['enum', 'allOf', 'anyOf', 'oneOf']),
  ...each('a text or a list of texts', isNames, ['type']),
  ...each('an object', isObject, ['properties']),
]);

function each(what: string, fits: Fits, keywords: readonly string[]) {
  return keywords.map((keyword) => [keyword, [what, fits]] as const);
}

/**
 * Looks at the keywords of one schema.
 * @param pointer where it stands.
 * @throws Error with pointer and reason, to follow the name of the file.
 */
export function expectKeywordValues(schema: JsonObject, pointer: string): void {
  for (const [keyword, value] of Object.entries(schema)) {
    const [what, fits] = TAKES.get(keyword) ?? [];
    if (what === undefined || fits?.(value) !== false) continue;
    const given = JSON.stringify(value).slice(0, 80);
    throw new Error(`cannot be used: ${below(pointer, keyword)} is ${given}, and has to be ${what}`);
  }
}
