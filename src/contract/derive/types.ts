import { isObject, type Json } from '../../model/json.js';
import { valueStep } from './ids.js';
import { integerRange, modestWindow, oddIn } from './integers.js';
import { isCoercibleAllowed, coercibleValues } from './coercible-values.js';
import { stated, type Place } from './location.js';
import type { Statement, Tools, Variant } from './variant.js';
import { unchanged } from './variant.js';
import { aThing, givenAs } from './words.js';

/** `type`: values of every allowed type, and of the types that a lax reader would take for them. */
export function typeVariants(statement: Statement, tools: Tools): Variant[] {
  const { place, value } = statement;
  const types = Array.isArray(value) ? value : [value];
  const variants = types.flatMap((type) => [
    ...(typeof type === 'string'
      ? kept(type, place, tools).map((variant) =>
          types.length === 1 ? variant : narrowed(variant, type, statement, tools),
        )
      : []),
    ...(typeof type === 'string' ? coercibleValues(type, place) : []),
  ]);
  const seen = new Set<string>();
  return variants.filter(({ name, intent }) => {
    const key = `${intent} ${name}`;
    const first = !seen.has(key);
    seen.add(key);
    return first && !(intent === 'refuse' && isCoercibleAllowed(name, types));
  });
}

/** Where several types are allowed, a variant of one of them starts from a value of that type. */
function narrowed(variant: Variant, type: string, { place, part }: Statement, { sampler }: Tools): Variant {
  const only = { ...place, parts: [...place.parts, { ...part, schema: { type } }] };
  return { ...variant, base: (random) => sampler.plain(only, random) };
}

/** `nullable: true`: null itself. It goes by the name it would have under `type`. */
export function nullableVariants({ value, place }: Statement): Variant[] {
  if (value !== true) return [];
  return [accepted('null', place, null)].map((variant) => ({ ...variant, keyword: 'type' }));
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
      return [{ ...plain, name: 'object', say: (value) => withMembers(place, value) }];
    default:
      return [{ ...plain, name: 'array', say: () => `${aThing(place)} given as a list` }];
  }
}

function withMembers(place: Place, value: Json): string {
  const names = isObject(value) ? Object.keys(value) : [];
  return names.length === 0 ? givenAs(place, value) : `${aThing(place)} with just ${names.join(' and ')}`;
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

/** The value itself, or each value that exists. The first one keeps its name, so that hints do not change ids. */
function strings(place: Place, { sampler }: Tools): Variant[] {
  const hinted = sampler.hinted(place).filter((value) => typeof value === 'string');
  if (hinted.length === 0) {
    return [{ name: 'text', intent: 'accept', value: unchanged, say: (value) => givenAs(place, value) }];
  }
  return hinted.map((value, index) => {
    const name = index === 0 ? 'text' : valueStep(value.replace(/^<(.+)>$/, '$1').replaceAll(' ', '-'));
    return {
      name,
      intent: 'accept',
      value: () => value,
      say: () => `${aThing(place)} that exists: ${value}`,
    };
  });
}
