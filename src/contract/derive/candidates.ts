import type { ContractDocument } from '../document.js';
import type { Json, JsonObject } from '../../model/json.js';
import { LARGEST } from './sizes.js';
import { memberLocation } from './child-locations.js';
import { formatValues } from './formats.js';
import { modestInteger } from './integers.js';
import { createLists } from './lists.js';
import type { Given, Search } from './search.js';
import { isReadOnly, stated, statedKeys, statedNames, statedNumbers, type Location } from './location.js';
import { digest, resalted, type Random } from './random.js';
import { textsOf } from './texts.js';
import { typesOf } from './types-of.js';

/** Makes the writer of values that may be valid at a location, likeliest first; the caller tests them. */
export function createCandidates(
  document: ContractDocument,
  search: Search,
): {
  candidates: (location: Location, random: Random, given: Given) => Generator<Json>;
  /** A valid value for one member; some string where nothing describes it. */
  member: (location: Location, name: string, random: Random) => Json | undefined;
} {
  const lists = createLists(document, search);

  function* candidates(location: Location, random: Random, given: Given): Generator<Json> {
    const written = Object.keys(given).length > 0;
    if (!written) {
      for (const constant of stated(location, 'const')) yield constant;
      for (const values of stated(location, 'enum')) {
        if (!Array.isArray(values)) continue;
        const from = random.below(values.length, `${location.name}=`);
        yield* [...values.slice(from), ...values.slice(0, from)];
      }
    }
    const types = typesOf(location);
    if (types.includes('object')) yield* objects(location, random, given);
    if (types.includes('array')) yield* lists(location, random, given);
    if (written) return;
    if (types.includes('integer') || types.includes('number')) {
      yield modestInteger(location, random);
      for (const format of stated(location, 'format')) yield* formatted(format, random);
      if (types.includes('number')) yield* between(location);
    }
    if (types.includes('string')) yield* textsOf(location, random);
    if (types.includes('boolean')) yield random.below(2, location.name) === 1;
    if (types.includes('null')) yield null;
    for (const { schema } of location.parts) {
      if (Array.isArray(schema.examples)) yield* schema.examples;
      if (schema.example !== undefined) yield schema.example;
      if (schema.default !== undefined) yield schema.default;
    }
  }

  function* objects(location: Location, random: Random, given: Given): Generator<Json> {
    const built: JsonObject = {};
    const add = (name: string): boolean => {
      const inner = Object.hasOwn(given, name) ? given[name] : member(location, name, random);
      if (inner === undefined) return false;
      define(built, name, inner);
      return true;
    };
    const isSent = (name: string): boolean => {
      const child = memberLocation(document, location, name);
      return child === undefined || !isReadOnly(child);
    };
    const required = statedNames(location, 'required').filter((name) => isSent(name));
    const wanted = [...required, ...Object.keys(given)];
    for (const name of wanted) {
      if (Object.hasOwn(built, name)) continue;
      if (!add(name)) return;
    }
    const least = Math.max(0, ...statedNumbers(location, 'minProperties'));
    if (least > LARGEST) return;
    const declared = statedKeys(location, 'properties').filter((name) => isSent(name));
    for (const name of [...declared, ...spareNames(location, random, least)]) {
      if (Object.keys(built).length >= least) break;
      if (!Object.hasOwn(built, name)) add(name);
    }
    yield { ...built };
    // `not`, or a keyword without a handler, may require one more member.
    for (const name of declared) {
      const inner = Object.hasOwn(built, name) ? undefined : member(location, name, random);
      if (inner !== undefined) yield { ...built, [name]: inner };
    }
  }

  function member(location: Location, name: string, random: Random): Json | undefined {
    const child = memberLocation(document, location, name);
    return child === undefined
      ? `case-${digest(`${name}${random.below(1e9, name)}`)}`
      : search.value(child, random);
  }

  /** Names for members that `properties` does not describe, some of which match the schema's patterns. */
  function spareNames(location: Location, random: Random, count: number): string[] {
    const described = statedKeys(location, 'patternProperties');
    const made = Array.from({ length: Math.min(count, LARGEST) }, (_, index): string[] => {
      const salted = resalted(random, String(index));
      const texts = described.flatMap((pattern) => [...textsOf({ ...location, parts: [] }, salted, pattern)]);
      return [`extra_${index + 1}`, ...texts];
    });
    return made.flat();
  }

  return { candidates, member };
}

/** Also a member called `__proto__`, which an assignment would take for the prototype. */
function define(object: JsonObject, name: string, value: Json): void {
  Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true });
}

function* formatted(format: Json, random: Random): Generator<Json> {
  const values = typeof format === 'string' ? formatValues(format) : '';
  if (typeof values !== 'string') yield values.valid(random);
}

/** Numbers for a range too narrow to hold an integer. */
function* between(location: Location): Generator<number> {
  const low = [...statedNumbers(location, 'minimum'), ...statedNumbers(location, 'exclusiveMinimum')];
  const high = [...statedNumbers(location, 'maximum'), ...statedNumbers(location, 'exclusiveMaximum')];
  yield (Math.max(...low, -1) + Math.min(...high, Math.max(...low, -1) + 1)) / 2;
  yield* low;
  yield* high;
}
