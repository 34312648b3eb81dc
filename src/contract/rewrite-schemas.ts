import { isObject, type Json, type JsonObject } from '../model/json.js';

/** Keywords whose value holds things by name: a member called `default` or `nullable` there is not a keyword. */
const HOLDS_NAMES: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'dependentSchemas',
  '$defs',
  'definitions',
  'schemas',
  'responses',
  'requestBodies',
  'parameters',
  'headers',
  'securitySchemes',
  'paths',
  'pathItems',
  'callbacks',
]);

/** Keywords whose value is data, in which nothing is a schema. */
const DATA: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'example', 'examples']);

/** What an object's members are: keywords and the like, things by name, or data, in which nothing has a meaning. */
export type Reading = 'keywords' | 'names' | 'data';

/** How a member of an object is read, by how the object is. */
export function readingOf(outer: Reading, name: string): Reading {
  if (outer === 'names') return 'keywords';
  return outer === 'data' || DATA.has(name) ? 'data' : HOLDS_NAMES.has(name) ? 'names' : 'keywords';
}

/**
 * Copies a document, changing every object in it that may be a schema, innermost first.
 * @param change receives a shallow copy that it may modify, and returns its replacement.
 */
export function rewriteSchemas(
  value: Json,
  change: (schema: JsonObject) => Json,
  reading: Reading = 'keywords',
): Json {
  if (reading === 'data') return value;
  if (Array.isArray(value)) return value.map((item) => rewriteSchemas(item, change));
  if (!isObject(value)) return value;
  const copy: JsonObject = Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      rewriteSchemas(member, change, readingOf(reading, name)),
    ]),
  );
  return reading === 'names' ? copy : change(copy);
}
