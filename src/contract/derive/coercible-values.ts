import type { Json } from '../../model/json.js';
import type { Location } from './location.js';
import type { Variant } from './variant.js';
import { aThing, givenAs } from './words.js';

type Made = (valid: Json) => Json | undefined;
const text = 'plain text';
const others: Readonly<Record<string, Made>> = {
  array: (valid) => [valid],
  object: () => ({}),
  null: () => null,
};

const numbers: Readonly<Record<string, Made>> = {
  string: (valid) => (typeof valid === 'number' ? String(valid) : undefined),
  'empty-string': () => '',
  text: () => text,
  true: () => true,
  false: () => false,
  ...others,
};
/** For each type, values of other types: first those that a server might coerce. */
const COERCIBLE: Readonly<Record<string, Readonly<Record<string, Made>>>> = {
  integer: { ...numbers, fraction: (valid) => (typeof valid === 'number' ? valid + 0.5 : undefined) },
  number: numbers,
  boolean: {
    'string-true': () => 'true',
    'string-false': () => 'false',
    'string-yes': () => 'yes',
    'empty-string': () => '',
    one: () => 1,
    zero: () => 0,
    null: () => null,
    array: () => [],
    object: () => ({}),
  },
  // What counts as false in the language of a server may count as left out.
  string: { number: () => 1283, true: () => true, false: () => false, ...others },
  object: {
    string: () => text,
    'empty-string': () => '',
    number: () => 1283,
    true: () => true,
    false: () => false,
    array: (valid) => [valid],
    null: () => null,
  },
  array: {
    item: (valid) => (Array.isArray(valid) ? valid[0] : undefined),
    string: () => text,
    number: () => 1283,
    true: () => true,
    object: () => ({}),
    null: () => null,
  },
  null: {
    string: () => text,
    'empty-string': () => '',
    zero: () => 0,
    false: () => false,
    object: () => ({}),
  },
};

/** Values of other types than the given one, each refused. */
export function coercibleValues(type: string, location: Location): Variant[] {
  return Object.entries(COERCIBLE[type] ?? {}).map(([name, made]) => ({
    name,
    intent: 'refuse',
    value: (valid) => made(valid),
    say: (value) => saying(name, location, value),
  }));
}

function saying(name: string, location: Location, value: Json): string {
  if (name === 'array' && Array.isArray(value) && value.length > 0)
    return `${aThing(location)} wrapped in an array`;
  if (name === 'item') return `${aThing(location)} given as its first item alone`;
  if (name === 'fraction' && typeof value === 'number')
    return `${aThing(location)} of ${value}, not an integer`;
  return givenAs(location, value);
}

/** Does another allowed type accept a coercible value, by its name? */
export function isCoercibleAllowed(name: string, types: readonly Json[]): boolean {
  const texts = ['string', 'empty-string', 'text', 'string-true', 'string-false'];
  if (types.includes('string') && texts.includes(name)) return true;
  if (types.includes('boolean') && ['true', 'false'].includes(name)) return true;
  if (types.includes('null') && name === 'null') return true;
  const numeric = types.includes('number') || types.includes('integer');
  if (numeric && ['number', 'zero', 'one'].includes(name)) return true;
  if (types.includes('number') && name === 'fraction') return true;
  return types.includes(name); // 'array' and 'object' have the names of their types
}
