import { isObject, type Json, type JsonObject } from '../model/json.js';
import { PlaceError } from './document-error.js';
import { pointerTo } from './pointers.js';

/** Members that hold things by name: a thing called `default` or `nullable` there is no keyword. */
const HOLDS_NAMES: ReadonlySet<string> = new Set([
  ...['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions'],
  ...['schemas', 'responses', 'requestBodies', 'parameters', 'headers', 'securitySchemes'],
  ...['paths', 'pathItems', 'callbacks', 'content', 'links', 'webhooks'],
]);

/** Members that hold data, in which a `$ref` is a member like any other. */
const DATA: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'example', 'examples']);

/** Gives the object that takes an object's place. It gets a copy, whose own members have been replaced. */
export type Replace = (object: JsonObject, place: string) => JsonObject;

/**
 * Copies what a file holds, replacing each object that is neither data nor a table of names, innermost first.
 * What YAML anchors share stays shared.
 * @throws PlaceError where an anchor holds itself.
 */
export function replaceObjects(root: Json, replace: Replace): Json {
  const done = new Map<object, Json>();
  const open = new Set<object>();

  const copy = (value: Json, path: readonly string[], isTable: boolean): Json => {
    if (typeof value !== 'object' || value === null) return value;
    if (open.has(value)) throw new PlaceError(pointerTo(path), 'holds itself by an anchor');
    const known = done.get(value);
    if (known !== undefined) return known;
    open.add(value);
    const made = Array.isArray(value)
      ? value.map((item, index) => copy(item, [...path, String(index)], false))
      : copyObject(value, path, isTable);
    open.delete(value);
    done.set(value, made);
    return made;
  };
  const copyObject = (object: JsonObject, path: readonly string[], isTable: boolean): JsonObject => {
    const members = Object.entries(object).map(([name, member]): [string, Json] => {
      if (!isTable && (DATA.has(name) || name.startsWith('x-'))) return [name, member];
      return [name, copy(member, [...path, name], !isTable && HOLDS_NAMES.has(name) && isObject(member))];
    });
    const made: JsonObject = Object.fromEntries(members);
    return isTable ? made : replace(made, pointerTo(path));
  };
  return copy(root, [], false);
}
