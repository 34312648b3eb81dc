import { isObject, type Json, type JsonObject } from '../model/json.js';
import { withoutRequired } from './direction.js';
import { isShown, showable } from './projection.js';
import { sample } from './sample.js';
import { createFits, type Fits } from './schema-compiler.js';
import { membersOf, partsOf, type Members, type Part } from './schema-parts.js';

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
    const instead = Object.entries(misfits).filter(([name]) => !isFitting(model, name, known[name]));
    const made = Object.fromEntries(instead);
    return filled(
      model,
      [pointer],
      merged({ ...Object.fromEntries(own), ...made }, shown(model, more), made),
    );
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
  const wrong = Object.entries(specimen).filter(([name, value]) => !isFitting(model, name, value));
  return Object.fromEntries(
    wrong.map(([name]) => [name, model.sampled(model.members.named.get(name)?.pointers ?? [])]),
  );
}

/** Does a value fit what schemas say of the member of that name, once what they require is added? */
function isFitting(model: Model, name: string, value: Json | undefined): boolean {
  const pointers = model.members.named.get(name)?.pointers ?? [];
  if (value === undefined) return true;
  const whole = isObject(value) && pointers.length > 0 ? filled(model, pointers, value) : value;
  return pointers.every((pointer) => model.fits(pointer, whole));
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
    return isOfType(
      seen,
      at.flatMap((place) => partsOf(document, place)),
    )
      ? [[name, seen]]
      : [];
  });
  return Object.fromEntries(own);
}

/** May schemas of these types have the value? An object is not shown where the document shows a text. */
function isOfType(value: Json, parts: readonly Part[]): boolean {
  const types = parts.flatMap((part) => part.value.type ?? []);
  const own = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
  return types.length === 0 || types.some((type) => type === own || (type === 'integer' && own === 'number'));
}

/** What was set wins over what the server knows or has made up; of an object that it knows, only what it does not. */
function merged(known: JsonObject, more: JsonObject, made: JsonObject): JsonObject {
  const both = Object.entries(more).map(([name, value]): [string, Json] => {
    const own = known[name];
    if (!isObject(own) || !isObject(value)) return [name, value];
    return [name, Object.hasOwn(made, name) ? { ...own, ...value } : { ...value, ...own }];
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
