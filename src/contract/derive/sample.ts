import type { ContractDocument } from '../document.js';
import { isObject, sameJson, type Json, type JsonObject } from '../json.js';
import type { SchemaChecker } from '../request-validator.js';
import { openBranches } from './branches.js';
import { formatValues } from './formats.js';
import { memberName } from './ids.js';
import { modestInteger } from './integers.js';
import { childPlace, declaredNames, itemEntries, memberEntries } from './place.js';
import { stated, statedNames, statedNumbers, type Place } from './place.js';
import { digest, seeded, type Random } from './random.js';
import { textsOf } from './texts.js';

/** Values that really exist where the cases run, by property path. */
export type Hints = Readonly<Record<string, { readonly valid: readonly Json[] }>>;

/** Members that a sampled object has to have, with their values; for an array, items by index. */
export type Given = Readonly<Record<string, Json>>;

export interface Sampler {
  /** A valid value for a place, the hinted one where there is one; undefined when none was found. */
  value(place: Place, random: Random, given?: Given): Json | undefined;
  /** The same without hints at the place itself: a value that may be cut, grown and bent. */
  plain(place: Place, random: Random, given?: Given): Json | undefined;
  /** The first value written for a place, valid or not. */
  sketch(place: Place, random: Random): Json | undefined;
  /** The whole body around a value of a place, with just what has to stand beside it. */
  around(place: Place, random: Random, value: Json): Json | undefined;
  /** Does a value fit everything that holds at a place? */
  fits(place: Place, value: Json): boolean;
  /** The body with placeholders that only fit once they are filled in (`<profile-name>`) replaced by such values. */
  filled(body: Json): Json;
  hinted(place: Place): readonly Json[];
}

const DEEPEST = 12;
const SALTS = ['', 'a', 'b', 'c', 'd', 'e'];

/** Finds valid values, fresh ones for each `Random`, by writing candidates and asking the checker. */
export function createSampler(document: ContractDocument, checker: SchemaChecker, hints: Hints): Sampler {
  const standIns = new Map<string, Json>();

  function filled(body: Json): Json {
    if (standIns.size === 0) return body;
    if (typeof body === 'string') return standIns.get(body) ?? body;
    if (Array.isArray(body)) return body.map((item) => filled(item));
    if (!isObject(body)) return body;
    return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, filled(value)]));
  }

  const fits = (place: Place, value: Json): boolean => {
    const real = filled(value);
    return place.roots.every((root) => checker.fits(root, real));
  };
  const hinted = (place: Place): readonly Json[] =>
    (Object.hasOwn(hints, place.name) ? hints[place.name]?.valid : undefined) ?? [];

  function value(place: Place, random: Random, given: Given = {}): Json | undefined {
    const [known] = hinted(place);
    if (known === undefined || Object.keys(given).length > 0) return plain(place, random, given);
    if (fits(place, known)) return known;
    // A placeholder stands for a value that fits; until it is filled in, a made-up one is checked in its stead.
    const madeUp = typeof known === 'string' && /^<.+>$/.test(known) ? plain(place, random) : undefined;
    if (typeof known !== 'string' || madeUp === undefined) return plain(place, random);
    standIns.set(known, madeUp);
    return known;
  }

  function plain(place: Place, random: Random, given: Given = {}): Json | undefined {
    if (place.steps.length > DEEPEST) return undefined;
    for (const salt of SALTS) {
      const salted = salt === '' ? random : resalted(random, salt);
      for (const candidate of candidates(place, salted, given)) {
        if (fits(place, candidate)) return isEmptyObject(candidate) ? inhabited(place, salted) : candidate;
      }
    }
    for (const branch of openBranches(document, place)) {
      const found = plain(branch.place, random, given);
      if (found !== undefined && fits(place, found)) return found;
    }
    return undefined;
  }

  /** An empty object shows nothing when it is applied: one member more, and rather one that has many values. */
  function inhabited(place: Place, random: Random): JsonObject {
    const added = declaredNames(place).flatMap((name) => {
      const inner = member(place, name, random);
      const known = Object.hasOwn(hints, memberName(place, name));
      return inner !== undefined && fits(place, { [name]: inner }) ? [{ name, inner, known }] : [];
    });
    const telling = added.find(({ inner, known }) => !known && typeof inner !== 'boolean');
    const best = telling ?? added.find(({ known }) => !known) ?? added[0];
    return best === undefined ? {} : { [best.name]: best.inner };
  }

  function* candidates(place: Place, random: Random, given: Given): Generator<Json> {
    const written = Object.keys(given).length > 0;
    if (!written) {
      for (const constant of stated(place, 'const')) yield constant;
      for (const values of stated(place, 'enum')) {
        if (!Array.isArray(values)) continue;
        const from = random.below(values.length, `${place.name}=`);
        yield* [...values.slice(from), ...values.slice(0, from)];
      }
    }
    const types = typesOf(place);
    if (types.includes('object')) yield* objects(place, random, given);
    if (types.includes('array')) yield* arrays(place, random, given);
    if (written) return;
    if (types.includes('integer') || types.includes('number')) {
      for (const format of stated(place, 'format')) yield* formatted(format, random);
      yield modestInteger(place, random);
      if (types.includes('number')) yield* between(place);
    }
    if (types.includes('string')) yield* textsOf(place, random);
    if (types.includes('boolean')) yield random.below(2, place.name) === 1;
    if (types.includes('null')) yield null;
    for (const { schema } of place.parts) {
      if (Array.isArray(schema.examples)) yield* schema.examples;
      if (schema.example !== undefined) yield schema.example;
      if (schema.default !== undefined) yield schema.default;
    }
  }

  function* objects(place: Place, random: Random, given: Given): Generator<Json> {
    const built: JsonObject = {};
    const add = (name: string): boolean => {
      const inner = Object.hasOwn(given, name) ? given[name] : member(place, name, random);
      if (inner === undefined) return false;
      built[name] = inner;
      return true;
    };
    const wanted = [...statedNames(place, 'required'), ...place.must, ...Object.keys(given)];
    for (const name of wanted) {
      if (Object.hasOwn(built, name)) continue;
      if (!add(name)) return;
      for (const needs of stated(place, 'dependentRequired')) {
        const more = isObject(needs) && Object.hasOwn(needs, name) ? needs[name] : [];
        if (Array.isArray(more)) wanted.push(...more.filter((other) => typeof other === 'string'));
      }
    }
    const least = Math.max(0, ...statedNumbers(place, 'minProperties'));
    for (const name of [...declaredNames(place), ...spareNames(place, random, least)]) {
      if (Object.keys(built).length >= least) break;
      if (!Object.hasOwn(built, name)) add(name);
    }
    yield { ...built };
    // A choice that no branch settles (`if` without `else`, `not`) may ask for one more member.
    for (const name of declaredNames(place)) {
      const inner = Object.hasOwn(built, name) ? undefined : member(place, name, random);
      if (inner !== undefined) yield { ...built, [name]: inner };
    }
  }

  function member(place: Place, name: string, random: Random): Json | undefined {
    const entries = memberEntries(place, name);
    const as = {
      name: place.name === 'body' && place.steps.length === 0 ? name : `${place.name}.${name}`,
      step: name,
    };
    const child = childPlace(document, place, { ...as, subject: name }, entries);
    return child === undefined ? `case-${digest(`${name}${random.below(1e9, name)}`)}` : value(child, random);
  }

  /** Names for members that the schema does not describe, as its `propertyNames` and patterns will have them. */
  function spareNames(place: Place, random: Random, count: number): string[] {
    const parts = place.parts.filter((part) => isObject(part.schema.propertyNames));
    const entries = parts.map((part) => ({ ...part, pointer: `${part.pointer}/propertyNames` }));
    const names = childPlace(document, place, { name: 'names', subject: 'name', step: '' }, entries);
    const described = stated(place, 'patternProperties').flatMap((map) =>
      isObject(map) ? Object.keys(map) : [],
    );
    const made = Array.from({ length: Math.min(count, 200) }, (_, index): Json[] => {
      const salted = resalted(random, String(index));
      const text = names === undefined ? `extra_${index + 1}` : plain(names, salted);
      return [
        text ?? '',
        ...described.flatMap((pattern) => [...textsOf({ ...place, parts: [] }, salted, pattern)]),
      ];
    });
    return made.flat().filter((name) => typeof name === 'string');
  }

  function* arrays(place: Place, random: Random, given: Given): Generator<Json> {
    const fixed = Object.keys(given).map((index) => Number(index) + 1);
    const least = Math.max(0, ...statedNumbers(place, 'minItems'), ...fixed);
    const needed =
      stated(place, 'contains').length > 0 ? Math.max(1, ...statedNumbers(place, 'minContains')) : 0;
    for (const count of new Set([Math.max(least, needed, 1), least])) {
      const items: Json[] = [];
      for (let index = 0; index < Math.min(count, 10_000); index += 1) {
        const salted = resalted(random, String(index));
        const item =
          given[String(index)] ?? itemOf(place, index, salted, items.length < needed + fixed.length, items);
        if (item === undefined) return;
        items.push(item);
      }
      yield items;
    }
  }

  function itemOf(
    place: Place,
    index: number,
    random: Random,
    contained: boolean,
    before: Json[],
  ): Json | undefined {
    const holding = contained ? place.parts.filter((part) => isObject(part.schema.contains)) : [];
    const entries = [
      ...itemEntries(place, index),
      ...holding.map((part) => ({ ...part, pointer: `${part.pointer}/contains` })),
    ];
    const child = childPlace(
      document,
      place,
      { name: `${place.name}[]`, subject: 'item', step: String(index) },
      entries,
    );
    if (child === undefined) return `case-${digest(String(random.below(1e9, `${index}`)))}`;
    const first = value(child, random);
    const unique = stated(place, 'uniqueItems').includes(true);
    if (!unique || first === undefined || !before.some((other) => sameJson(other, first))) return first;
    for (const salt of ['1', '2', '3', '4', '5', '6', '7', '8']) {
      const other = plain(child, resalted(random, salt));
      if (other !== undefined && !before.some((earlier) => sameJson(earlier, other))) return other;
    }
    return first;
  }

  function around(place: Place, random: Random, inner: Json): Json | undefined {
    if (place.parent === undefined) return inner;
    const outer = value(place.parent, random, { [place.steps.at(-1) ?? '']: inner });
    return outer === undefined ? undefined : around(place.parent, random, outer);
  }

  function sketch(place: Place, random: Random): Json | undefined {
    for (const candidate of candidates(place, random, {})) return candidate;
    return undefined;
  }

  return { value, plain, sketch, around, fits, filled, hinted };
}

function isEmptyObject(value: Json): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}

/** The same source of numbers with other outcomes. */
export function resalted(random: Random, salt: string): Random {
  return { below: (count, key) => random.below(count, `${salt}~${key}`) };
}

/** The types that a place's parts leave open; where none is stated, those that its other keywords speak of. */
export function typesOf(place: Place): string[] {
  const lists = stated(place, 'type').map((type) => (Array.isArray(type) ? type : [type]));
  const all = ['object', 'array', 'integer', 'number', 'string', 'boolean', 'null'];
  if (lists.length > 0) {
    const holds = (list: Json[], type: string): boolean =>
      list.includes(type) || (type === 'integer' && list.includes('number'));
    return all.filter((type) => lists.every((list) => holds(list, type)));
  }
  const speaksOf = (keywords: string[]): boolean =>
    keywords.some((keyword) => stated(place, keyword).length > 0);
  const spoken = [
    ...(speaksOf(['properties', 'required', 'additionalProperties', 'patternProperties', 'propertyNames']) ||
    speaksOf([
      'minProperties',
      'maxProperties',
      'dependentRequired',
      'dependentSchemas',
      'unevaluatedProperties',
    ])
      ? ['object']
      : []),
    ...(speaksOf(['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems', 'contains'])
      ? ['array']
      : []),
    ...(speaksOf(['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'])
      ? ['number']
      : []),
    ...(speaksOf(['minLength', 'maxLength', 'pattern', 'format']) ? ['string'] : []),
  ];
  return spoken.length > 0 ? spoken : ['string', 'integer', 'object', 'array', 'boolean', 'null'];
}

function* formatted(format: Json, random: Random): Generator<Json> {
  const values = typeof format === 'string' ? formatValues(format) : '';
  if (typeof values !== 'string') yield values.valid(random);
}

/** Numbers for a range too narrow to hold an integer. */
function* between(place: Place): Generator<number> {
  const low = [...statedNumbers(place, 'minimum'), ...statedNumbers(place, 'exclusiveMinimum')];
  const high = [...statedNumbers(place, 'maximum'), ...statedNumbers(place, 'exclusiveMaximum')];
  yield (Math.max(...low, -1) + Math.min(...high, Math.max(...low, -1) + 1)) / 2;
  yield* low;
  yield* high;
}

/** A `Random` for the id of a case. */
export function randomFor(id: string, salt = ''): Random {
  return seeded(salt === '' ? id : `${id}#${salt}`);
}
