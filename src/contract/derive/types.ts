import { isObject, type Json, type JsonObject } from '../../model/json.js';
import { valueStep } from './ids.js';
import { integerRange, modestWindow, oddIn } from './integers.js';
import { isCoercibleAllowed, coercibleValues } from './coercible-values.js';
import { stated, type Location } from './location.js';
import type { Statement, Tools, Variant } from './variant.js';
import { unchanged } from './variant.js';
import { aThing, givenAs } from './words.js';

/** `type`: values of every allowed type, and of the types that a lenient server would coerce to them. */
export function typeVariants(statement: Statement, tools: Tools): Variant[] {
  const { location, value } = statement;
  const types = Array.isArray(value) ? value : [value];
  const variants = types.flatMap((type) => [
    ...(typeof type === 'string'
      ? kept(type, location, tools).map((variant) =>
          types.length === 1 ? variant : narrowed(variant, type, statement, tools),
        )
      : []),
    ...(typeof type === 'string' ? coercibleValues(type, location) : []),
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
function narrowed(
  variant: Variant,
  type: string,
  { location, part }: Statement,
  { sampler }: Tools,
): Variant {
  const only = { ...location, parts: [...location.parts, { ...part, schema: { type } }] };
  return { ...variant, base: (random) => sampler.plain(only, random) };
}

/** `nullable: true`: null itself. It goes by the name it would have under `type`. */
export function nullableVariants({ value, location, part }: Statement): Variant[] {
  if (value !== true || forbidsNull(part.schema)) return []; // the cases of the list refuse it

  return [accepted('null', location, null)].map((variant) => ({ ...variant, keyword: 'type' }));
}

/** Does a list beside `nullable` leave null out? OpenAPI 3.0.3: `nullable` adds to `type`, and to nothing else. */
export function forbidsNull({ enum: listed, const: only }: JsonObject): boolean {
  return Array.isArray(listed) ? !listed.includes(null) : only !== undefined && only !== null;
}

function accepted(name: string, location: Location, value: Json): Variant {
  return { name, intent: 'accept', value: () => value, say: () => givenAs(location, value) };
}

function kept(type: string, location: Location, tools: Tools): Variant[] {
  const plain = { intent: 'accept', value: unchanged } as const;
  switch (type) {
    case 'null':
      return [accepted('null', location, null)];
    case 'boolean':
      return [accepted('true', location, true), accepted('false', location, false)];
    case 'integer':
      return integers(location);
    case 'number':
      return [
        { ...plain, name: 'whole', say: (value) => ofValue(location, value) },
        {
          name: 'with-decimals',
          intent: 'accept',
          value: (valid) => (typeof valid === 'number' ? Math.floor(valid) + 0.25 : undefined),
          say: (value) => ofValue(location, value),
        },
      ];
    case 'string':
      return strings(location, tools);
    case 'object':
      return [{ ...plain, name: 'object', say: (value) => withMembers(location, value) }];
    default:
      return [{ ...plain, name: 'array', say: () => `${aThing(location)} given as an array` }];
  }
}

function withMembers(location: Location, value: Json): string {
  const names = isObject(value) ? Object.keys(value) : [];
  return names.length === 0
    ? givenAs(location, value)
    : `${aThing(location)} with just ${names.join(' and ')}`;
}

function ofValue(location: Location, value: Json): string {
  return typeof value === 'number' ? `${aThing(location)} of ${value}` : givenAs(location, value);
}

/** Odd values between two bounds; small plain ones where a bound is missing, and observed ones at zero and below. */
function integers(location: Location): Variant[] {
  const range = integerRange(location);
  const { from, to } = modestWindow(range);
  const bounded = Number.isFinite(range.low) && Number.isFinite(range.high);
  const names = bounded ? ['odd-small', 'odd-middle', 'odd-large'] : ['plain-low', 'plain-high'];
  const width = (to - from + 1) / names.length;
  const plain = names.map((name, index): Variant => {
    const [first, last] = [Math.ceil(from + index * width), Math.ceil(from + (index + 1) * width) - 1];
    return {
      name,
      intent: 'accept',
      value: (_, random) => (last < first ? undefined : oddIn(first, last, random, location.name)),
      say: (value) => ofValue(location, value),
    };
  });
  if (Number.isFinite(range.low) || stated(location, 'enum').length > 0) return plain;
  const watched = (name: string, value: number): Variant => ({
    name,
    intent: 'observe',
    value: () => value,
    say: () => `${aThing(location)} of ${value}, which no stated bound excludes`,
  });
  return [...plain, watched('zero', 0), watched('negative', -1)];
}

/** The value itself, or each value that exists. The first one keeps its name, so that hints do not change ids. */
function strings(location: Location, { sampler }: Tools): Variant[] {
  const hinted = sampler.hinted(location).filter((value) => typeof value === 'string');
  if (hinted.length === 0) {
    return [{ name: 'text', intent: 'accept', value: unchanged, say: (value) => givenAs(location, value) }];
  }
  return hinted.map((value, index) => {
    const name = index === 0 ? 'text' : valueStep(value.replace(/^<(.+)>$/, '$1').replaceAll(' ', '-'));
    return {
      name,
      intent: 'accept',
      value: () => value,
      say: () => `an existing ${location.subject}: ${value}`,
    };
  });
}
