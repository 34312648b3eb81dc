import { isObject, valueAt, type Json, type JsonObject } from '../../src/model/json.js';

/** Where the pinned document has what evolutions change. */
export const REQUEST = ['components', 'schemas', 'BrowserUpdateRequest'];
export const SESSION = ['components', 'schemas', 'Browser'];
export const VIEWPORT = ['components', 'schemas', 'BrowserViewport'];
export const PATCH = ['paths', '/browsers/{id}', 'patch'];

/** A document with another value at a path; undefined takes it away. */
export function edited(
  document: JsonObject,
  path: readonly string[],
  change: (value: Json | undefined) => Json | undefined,
): JsonObject {
  const [name, ...rest] = path;
  if (name === undefined) return document;
  const inner = Object.hasOwn(document, name) ? document[name] : undefined;
  const value = rest.length === 0 ? change(inner) : edited(isObject(inner) ? inner : {}, rest, change);
  const others = Object.entries(document).filter(([one]) => one !== name || value !== undefined);
  const members = others.map(([one, old]): [string, Json] => [
    one,
    one === name && value !== undefined ? value : old,
  ]);
  const isNew = !Object.hasOwn(document, name) && value !== undefined;
  return Object.fromEntries(isNew ? [...members, [name, value]] : members);
}

/** A document with a value at a path. */
export function put(document: JsonObject, path: readonly string[], value: Json): JsonObject {
  return edited(document, path, () => value);
}

/** A document with more members in the object at a path. */
export function extend(document: JsonObject, path: readonly string[], more: JsonObject): JsonObject {
  return edited(document, path, (value) => ({ ...(isObject(value) ? value : {}), ...more }));
}

/** A document without what is at a path. */
export function drop(document: JsonObject, path: readonly string[]): JsonObject {
  return edited(document, path, () => undefined);
}

/** A document with one more item in the list at a path. */
export function append(document: JsonObject, path: readonly string[], ...items: readonly Json[]): JsonObject {
  return edited(document, path, (value) => [...(Array.isArray(value) ? value : []), ...items]);
}

/** A document whose updates, and sessions where a schema is given, have a new member. */
export function withMember(document: JsonObject, name: string, request: Json, session?: Json): JsonObject {
  const asked = put(document, [...REQUEST, 'properties', name], request);
  return session === undefined ? asked : put(asked, [...SESSION, 'properties', name], session);
}

/** What is at a path of a document. */
export function objectAt(document: JsonObject, path: readonly string[]): JsonObject {
  const value = valueAt(document, path);
  return isObject(value) ? value : {};
}

/** A copy in which every `$ref` is replaced. */
export function withReferences(value: Json, change: (reference: string) => string): Json {
  if (Array.isArray(value)) return value.map((item) => withReferences(item, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === '$ref' && typeof member === 'string' ? change(member) : withReferences(member, change),
    ]),
  );
}
