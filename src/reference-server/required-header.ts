import { isObject, type Json, type JsonObject } from '../model/json.js';
import { likelyValues } from './likely-values.js';
import { below, objectAt } from './pointers.js';
import { createFits } from './schema-compiler.js';

/** A header that the document requires of an answer. */
export interface RequiredHeader {
  readonly name: string;
  /** A value that fits its schema. */
  readonly value: string;
  /** Does another value fit it, too? */
  readonly fits: (text: string) => boolean;
}

/**
 * Finds a value for a header.
 * @param header the header object, past a `$ref`.
 * @throws Error in a whole sentence where none is found.
 */
export function requiredHeader(
  document: JsonObject,
  name: string,
  header: { readonly pointer: string; readonly value: JsonObject },
): RequiredHeader {
  const content = objectAt(document, below(header.pointer, 'content'));
  const [type] = Object.keys(content?.value ?? {});
  const media =
    type === undefined ? header : (objectAt(document, below(content?.pointer ?? '', type)) ?? header);
  const schema = media.value.schema === undefined ? [] : [below(media.pointer, 'schema')];
  const fitsSchema = createFits(document);
  const fits = (value: Json): boolean => schema.every((pointer) => fitsSchema(pointer, value));
  const value = [...examplesOf(media.value), ...likelyValues(document, schema)].find((one) => fits(one));
  if (value === undefined) {
    throw new Error(`no value is found for the header ${name}, which it requires: give it an example`);
  }
  return { name, value: type === undefined ? simple(value, header.value) : JSON.stringify(value), fits };
}

function examplesOf({ example, examples }: JsonObject): Json[] {
  const named = isObject(examples) ? Object.values(examples) : [];
  const values = [example, ...named.map((one) => (isObject(one) ? one.value : undefined))];
  return values.flatMap((value) => (value === undefined ? [] : [value]));
}

/** A value in OpenAPI's style `simple`. */
function simple(value: Json, { explode }: JsonObject): string {
  if (Array.isArray(value)) return value.map(primitive).join(',');
  if (!isObject(value)) return primitive(value);
  const equals = explode === true ? '=' : ',';
  return Object.entries(value)
    .map(([name, member]) => name + equals + primitive(member))
    .join(',');
}

function primitive(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
