import type { Json } from '../json.js';
import { valueStep } from './ids.js';
import { integerRange, modestWindow, oddIn } from './integers.js';
import { stated, type Place } from './place.js';
import type { Statement, Tools, Variant } from './variant.js';
import { unchanged } from './variant.js';
import { aThing, givenAs } from './words.js';

/** `type`: values of every allowed type, and of the types that a lax reader would take for them. */
export function typeVariants(statement: Statement, tools: Tools): Variant[] {
  const { place, value } = statement;
  const types = Array.isArray(value) ? value : [value];
  const variants = types.flatMap((type) => [
    ...(typeof type === 'string' ? kept(type, place, tools) : []),
    ...(typeof type === 'string' && type in LOOKALIKES ? broken(type, place) : []),
  ]);
  const seen = new Set<string>();
  return variants.filter(({ name, intent }) => {
    const key = `${intent} ${name}`;
    const first = !seen.has(key);
    seen.add(key);
    return first && !(intent === 'refuse' && isAllowed(name, types));
  });
}

/** `nullable: true`: null itself. It goes by the name it would have under `type`. */
export function nullableVariants({ value, place }: Statement): Variant[] {
  if (value !== true) return [];
  return [accepted('null', place, null)].map((variant) => ({ ...variant, keyword: 'type' }));
}

/** Names of refused values that another allowed type makes valid. */
function isAllowed(name: string, types: readonly Json[]): boolean {
  const texts = ['string', 'empty-string', 'text', 'string-true', 'string-false'];
  if (types.includes('string') && texts.includes(name)) return true;
  if (types.includes('boolean') && ['true', 'false'].includes(name)) return true;
  if (types.includes('null') && name === 'null') return true;
  const numeric = types.includes('number') || types.includes('integer');
  if (numeric && ['number', 'zero', 'one'].includes(name)) return true;
  if (types.includes('number') && name === 'fraction') return true;
  return types.includes(name); // 'array' and 'object' are called like their types
}

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
/** For each type, the wrong values sent in its stead: those first that a server might coerce. */
const LOOKALIKES: Readonly<Record<string, Readonly<Record<string, Made>>>> = {
  integer: { ...numbers, fraction: (valid) => (typeof valid === 'number' ? valid + 0.5 : undefined) },
  number: numbers,
  boolean: {
    'string-true': () => 'true',
    'string-false': () => 'false',
    'empty-string': () => '',
    one: () => 1,
    zero: () => 0,
    null: () => null,
    array: () => [],
    object: () => ({}),
  },
  string: { number: () => 1283, true: () => true, ...others },
  object: {
    string: () => text,
    number: () => 1283,
    true: () => true,
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

function broken(type: string, place: Place): Variant[] {
  return Object.entries(LOOKALIKES[type] ?? {}).map(([name, made]) => ({
    name,
    intent: 'refuse',
    value: (valid) => made(valid),
    say: (value) => saying(name, place, value),
  }));
}

function saying(name: string, place: Place, value: Json): string {
  if (name === 'array' && Array.isArray(value) && value.length > 0)
    return `${aThing(place)} wrapped in a list`;
  if (name === 'item') return `${aThing(place)} given as its first item alone`;
  if (name === 'fraction' && typeof value === 'number') return `${aThing(place)} of ${value}, a fraction`;
  return givenAs(place, value);
}

function accepted(name: string, place: Place, value: Json): Variant {
  return { name, intent: 'accept', value: () => value, say: () => givenAs(place, value) };
}

function kept(type: string, place: Place, tools: Tools): Variant[] {
  const plain = { intent: 'accept', value: unchanged } as const;
  switch (type) {
    case 'null':
      return [accepted('null', place, null)];
    case 'boolean':
      return [accepted('true', place, true), accepted('false', place, false)];
    case 'integer':
      return integers(place);
    case 'number':
      return [
        { ...plain, name: 'whole', say: (value) => ofValue(place, value) },
        {
          name: 'with-decimals',
          intent: 'accept',
          value: (valid) => (typeof valid === 'number' ? Math.floor(valid) + 0.25 : undefined),
          say: (value) => ofValue(place, value),
        },
      ];
    case 'string':
      return strings(place, tools);
    case 'object':
      return [{ ...plain, name: 'object', say: () => `${aThing(place)} with just the members it needs` }];
    default:
      return [{ ...plain, name: 'array', say: () => `${aThing(place)} given as a list` }];
  }
}

function ofValue(place: Place, value: Json): string {
  return typeof value === 'number' ? `${aThing(place)} of ${value}` : givenAs(place, value);
}

/** Odd values where both bounds are stated; small plain ones where they are not, and a look at what lies below zero. */
function integers(place: Place): Variant[] {
  const range = integerRange(place);
  const { from, to } = modestWindow(range);
  const bounded = Number.isFinite(range.low) && Number.isFinite(range.high);
  const names = bounded ? ['odd-small', 'odd-middle', 'odd-large'] : ['plain-low', 'plain-high'];
  const width = (to - from + 1) / names.length;
  const plain = names.map((name, index): Variant => {
    const [first, last] = [Math.ceil(from + index * width), Math.ceil(from + (index + 1) * width) - 1];
    return {
      name,
      intent: 'accept',
      value: (_, random) => (last < first ? undefined : oddIn(first, last, random, place.name)),
      say: (value) => ofValue(place, value),
    };
  });
  if (Number.isFinite(range.low) || stated(place, 'enum').length > 0) return plain;
  const watched = (name: string, value: number): Variant => ({
    name,
    intent: 'observe',
    value: () => value,
    say: () => `${aThing(place)} of ${value}, which no stated bound shuts out`,
  });
  return [...plain, watched('zero', 0), watched('negative', -1)];
}

function strings(place: Place, { sampler }: Tools): Variant[] {
  const hinted = sampler.hinted(place).filter((value) => typeof value === 'string');
  if (hinted.length > 0) {
    return hinted.map((value) => {
      const name = valueStep(value.replace(/^<(.+)>$/, '$1'));
      return {
        name,
        intent: 'accept',
        value: () => value,
        say: () => `${aThing(place)} that exists: ${value}`,
      };
    });
  }
  return [{ name: 'text', intent: 'accept', value: unchanged, say: (value) => givenAs(place, value) }];
}
