import { isObject, type Json, type JsonObject } from '../model/json.js';
import { withoutRequired } from './direction.js';
import { isShown, showable } from './projection.js';
import { sample } from './sample.js';
import { createFits, type Fits } from './schema-compiler.js';
import { membersOf, type Members } from './schema-parts.js';

/** Makes a body that the server knows fit the schema that a document gives it. */
export interface Shape {
  /** A body with what else is kept, as far as the schema declares it, and with what it requires besides. */
  complete(known: JsonObject, more?: JsonObject): JsonObject;
}

/** What names a session is never set by anybody. */
const IDENTITY: ReadonlySet<string> = new Set(['session_id', 'created_at']);

/** What a shape is made from. */
interface Model {
  readonly document: JsonObject;
  readonly members: Members;
  readonly fits: Fits;
  /** A value that fits all of these schemas, always the same one. */
  readonly sampled: (pointers: readonly string[]) => Json;
}

/**
 * The shape of the bodies that have the schema at a pointer.
 * @param specimen a body of the server's own. Where its members do not fit, the shape has other values in their place.
 * @throws PlaceError where the schema wants something for which no value is found.
 */
export function shapeOf(document: JsonObject, pointer: string, specimen: JsonObject): Shape {
  const fits = createFits(withoutRequired(document, 'writeOnly'));
  const sampled = remembering((pointers) => sample(document, fits, pointers));
  const model = { document, members: membersOf(document, [pointer]), fits, sampled };
  const misfits = misfitsIn(model, specimen);
  const complete = (known: JsonObject, more: JsonObject = {}): JsonObject => {
    const own = Object.entries(known).filter(([name]) => keeps(model.members, name) && more[name] !== null);
    return filled(model, [pointer], merged({ ...Object.fromEntries(own), ...misfits }, shown(model, more)));
  };
  complete(specimen); // what cannot be made up is said now, not with the first answer
  return { complete };
}

function remembering(make: (pointers: readonly string[]) => Json): (pointers: readonly string[]) => Json {
  const made = new Map<string, Json>();
  return (pointers) => {
    const key = pointers.join(' ');
    const value = made.get(key) ?? make(pointers);
    made.set(key, value);
    return value;
  };
}

/** Values for the members that the server shows in another form than the document. */
function misfitsIn(model: Model, specimen: JsonObject): JsonObject {
  const { members, fits, sampled } = model;
  const wrong = Object.entries(specimen).flatMap(([name, value]): [string, Json][] => {
    const pointers = members.named.get(name)?.pointers ?? [];
    const whole = isObject(value) && pointers.length > 0 ? filled(model, pointers, value) : value;
    return pointers.every((pointer) => fits(pointer, whole)) ? [] : [[name, sampled(pointers)]];
  });
  return Object.fromEntries(wrong);
}

/** Members that nobody declared stay, where others are allowed. */
function keeps(members: Members, name: string): boolean {
  return members.named.has(name) ? isShown(members, name) : !members.isClosed;
}

/** What was set and is declared. A null that the schema does not know is not shown. */
function shown(model: Model, more: JsonObject): JsonObject {
  const { document, members, fits } = model;
  const own = Object.entries(more).flatMap(([name, value]): [string, Json][] => {
    const at = members.named.get(name)?.pointers ?? [];
    if (IDENTITY.has(name) || !isShown(members, name) || at.length === 0) return [];
    if (value === null && !at.every((place) => fits(place, null))) return [];
    const seen = showable(document, at, value);
    // An object where the document shows a text is not shown, and neither the other way round.
    const isOther = isObject(seen) !== isObject(model.sampled(at));
    return isOther && !at.every((place) => fits(place, seen)) ? [] : [[name, seen]];
  });
  return Object.fromEntries(own);
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
function filled(model: Model, pointers: readonly string[], value: JsonObject): JsonObject {
  const { named, required } = membersOf(model.document, pointers);
  const placesOf = (name: string): readonly string[] => named.get(name)?.pointers ?? [];
  const members = Object.entries(value).map(([name, member]): [string, Json] => [
    name,
    isObject(member) && named.has(name) ? filled(model, placesOf(name), member) : member,
  ]);
  const missing = [...required].filter(
    (name) => !Object.hasOwn(value, name) && named.get(name)?.writeOnly !== true,
  );
  return Object.fromEntries([
    ...members,
    ...missing.map((name): [string, Json] => [name, model.sampled(placesOf(name))]),
  ]);
}
