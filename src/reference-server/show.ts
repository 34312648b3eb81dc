import { isObject, type Json, type JsonObject } from '../model/json.js';
import { withoutRequired } from './direction.js';
import { isShown, showable } from './projection.js';
import { sample } from './sample.js';
import { createFits, type Fits } from './schema-compiler.js';
import { membersOf, type Members } from './schema-parts.js';

/** Makes a body that the server knows fit the schema that a document gives it. */
export interface Shape {
  /**
   * A body with what else is kept, as far as the schema declares it, and with what it requires besides.
   * @throws PlaceError where it requires something for which no value is found.
   */
  complete(known: JsonObject, more?: JsonObject): JsonObject;
}

/** What names a session is never set by anybody. */
const IDENTITY: ReadonlySet<string> = new Set(['session_id', 'created_at']);

/** The shape of the bodies that have the schema at a pointer. */
export function shapeOf(document: JsonObject, pointer: string): Shape {
  const fits = createFits(withoutRequired(document, 'writeOnly'));
  const members = membersOf(document, [pointer]);
  const samples = new Map<string, Json>();
  const filled = filling(document, fits, samples);

  const shown = (more: JsonObject): [string, Json][] =>
    Object.entries(more).flatMap(([name, value]): [string, Json][] => {
      const at = members.named.get(name)?.pointers ?? [];
      if (IDENTITY.has(name) || !isShown(members, name) || at.length === 0) return [];
      const one = showable(document, at, value);
      return at.every((place) => fits(place, one)) ? [[name, one]] : [];
    });

  return {
    complete: (known, more = {}) => {
      const own = Object.entries(known).filter(([name]) => keeps(members, name) && more[name] !== null);
      const body = filled([pointer], merged(Object.fromEntries(own), Object.fromEntries(shown(more))));
      return fits(pointer, body) ? body : refitted(document, fits, members, body);
    },
  };
}

/** Members that nobody declared stay, where others are allowed. */
function keeps(members: Members, name: string): boolean {
  return members.named.has(name) ? isShown(members, name) : !members.isClosed;
}

/** What was set wins over what the server knows; of an object that it knows, only what it does not. */
function merged(known: JsonObject, more: JsonObject): JsonObject {
  const both = Object.entries(more).map(([name, value]): [string, Json] => {
    const own = known[name];
    return [name, isObject(own) && isObject(value) ? { ...value, ...own } : value];
  });
  return { ...known, ...Object.fromEntries(both) };
}

/** Adds what schemas require of an object, at any depth, and is not there. */
function filling(
  document: JsonObject,
  fits: Fits,
  samples: Map<string, Json>,
): (pointers: readonly string[], value: JsonObject) => JsonObject {
  const sampled = (pointers: readonly string[]): Json => {
    const key = pointers.join(' ');
    const value = samples.get(key) ?? sample(document, fits, pointers);
    samples.set(key, value);
    return value;
  };
  const fill = (pointers: readonly string[], value: JsonObject): JsonObject => {
    const { named, required } = membersOf(document, pointers);
    const missing = [...required].filter(
      (name) => !Object.hasOwn(value, name) && named.get(name)?.writeOnly !== true,
    );
    const members = Object.entries(value).map(([name, member]): [string, Json] => [
      name,
      isObject(member) && named.has(name) ? fill(named.get(name)?.pointers ?? [], member) : member,
    ]);
    const made = missing.map((name): [string, Json] => [name, sampled(named.get(name)?.pointers ?? [])]);
    return Object.fromEntries([...members, ...made]);
  };
  return fill;
}

/** Where what the server knows does not fit, it shows what does. */
function refitted(document: JsonObject, fits: Fits, members: Members, body: JsonObject): JsonObject {
  const entries = Object.entries(body).map(([name, value]): [string, Json] => {
    const pointers = members.named.get(name)?.pointers ?? [];
    return pointers.every((pointer) => fits(pointer, value))
      ? [name, value]
      : [name, sample(document, fits, pointers)];
  });
  return Object.fromEntries(entries);
}
