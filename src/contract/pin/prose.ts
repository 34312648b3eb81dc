import { isObject, type Json, type JsonObject } from '../../model/json.js';
import { pickedBy } from './kept-parts.js';

/** What people read and no client relies on; an id of an operation names a function of generated code. */
const PROSE: ReadonlySet<string> = new Set(
  'summary description title example examples externalDocs tags operationId info'.split(' '),
);
/** Members that hold things by name: one that is called `title` is none. */
const NAMED: ReadonlySet<string> = new Set(
  'properties patternProperties $defs dependentSchemas schemas headers mapping variables'.split(' '),
);

/** A copy of a part of a document that states the same without its prose. */
export function withoutProse(value: JsonObject, isNamed?: boolean): JsonObject;
export function withoutProse(value: Json, isNamed?: boolean): Json;
export function withoutProse(value: Json, isNamed = false): Json {
  if (Array.isArray(value)) return value.map((item) => withoutProse(item));
  if (!isObject(value)) return value;
  return pickedBy(value, (name, member) =>
    !isNamed && (PROSE.has(name) || name.startsWith('x-'))
      ? undefined
      : withoutProse(member, !isNamed && NAMED.has(name)),
  );
}
