import type { ContractDocument } from '../document.js';
import { isObject, type Json, type JsonObject } from '../../model/json.js';
import { formatValues } from './formats.js';
import { memberName } from './ids.js';
import { modestInteger } from './integers.js';
import { createLists } from './lists.js';
import type { Given, Search } from './search.js';
import { childPlace, declaredNames, memberEntries } from './location.js';
import { stated, statedNames, statedNumbers, type Place } from './location.js';
import { digest, resalted, type Random } from './random.js';
import { textsOf } from './texts.js';
import { typesOf } from './types-of.js';

/** Makes the writer of values that should fit a place, likeliest first; the caller tests them. */
export function createCandidates(
  document: ContractDocument,
  search: Search,
): {
  candidates: (place: Place, random: Random, given: Given) => Generator<Json>;
  /** A valid value for one member; some text where nothing describes it. */
  member: (place: Place, name: string, random: Random) => Json | undefined;
} {
  const lists = createLists(document, search);

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
    if (types.includes('array')) yield* lists(place, random, given);
    if (written) return;
    if (types.includes('integer') || types.includes('number')) {
      yield modestInteger(place, random);
      for (const format of stated(place, 'format')) yield* formatted(format, random);
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
    const wanted = [...statedNames(place, 'required'), ...Object.keys(given)];
    for (const name of wanted) {
      if (Object.hasOwn(built, name)) continue;
      if (!add(name)) return;
    }
    const least = Math.max(0, ...statedNumbers(place, 'minProperties'));
    for (const name of [...declaredNames(place), ...spareNames(place, random, least)]) {
      if (Object.keys(built).length >= least) break;
      if (!Object.hasOwn(built, name)) add(name);
    }
    yield { ...built };
    // What no branch settles (`not`, a keyword without a handler) may ask for one more member.
    for (const name of declaredNames(place)) {
      const inner = Object.hasOwn(built, name) ? undefined : member(place, name, random);
      if (inner !== undefined) yield { ...built, [name]: inner };
    }
  }

  function member(place: Place, name: string, random: Random): Json | undefined {
    const entries = memberEntries(place, name);
    const as = { name: memberName(place, name), subject: name, step: name };
    const child = childPlace(document, place, as, entries);
    return child === undefined
      ? `case-${digest(`${name}${random.below(1e9, name)}`)}`
      : search.value(child, random);
  }

  /** Names for members that the schema does not describe, as its patterns will have them. */
  function spareNames(place: Place, random: Random, count: number): string[] {
    const described = stated(place, 'patternProperties').flatMap((map) =>
      isObject(map) ? Object.keys(map) : [],
    );
    const made = Array.from({ length: Math.min(count, 200) }, (_, index): string[] => {
      const salted = resalted(random, String(index));
      const texts = described.flatMap((pattern) => [...textsOf({ ...place, parts: [] }, salted, pattern)]);
      return [`extra_${index + 1}`, ...texts];
    });
    return made.flat();
  }

  return { candidates, member };
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
