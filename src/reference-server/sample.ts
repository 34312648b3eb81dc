import type { Json, JsonObject } from '../model/json.js';
import { PlaceError } from './document-error.js';
import { likelyValues } from './likely-values.js';
import type { Fits } from './schema-compiler.js';

/**
 * A value that fits all the schemas at these pointers.
 * @throws PlaceError where none is found.
 */
export function sample(document: JsonObject, fits: Fits, pointers: readonly string[]): Json {
  const value = likelyValues(document, pointers).find((one) =>
    pointers.every((pointer) => fits(pointer, one)),
  );
  if (value !== undefined) return value;
  throw new PlaceError(
    pointers[0] ?? '#',
    'takes no value that the reference server finds: give it an example',
  );
}
