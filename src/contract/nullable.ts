import { isObject, type Json, type JsonObject } from './json.js';

/**
 * Honours `nullable`. It is a keyword of OpenAPI 3.0 and means nothing to JSON Schema 2020-12, by which a 3.1 document
 * is read; but the contract uses it in a 3.1 document, and its authors, their types and their clients mean it. So
 * `nullable: true` lets null pass wherever it stands, and the schema keeps its shape, so that pointers stay true.
 * @returns a copy of the document (or schema) in the words of JSON Schema 2020-12.
 */
export function honourNullable(value: Json): Json {
  if (Array.isArray(value)) return value.map(honourNullable);
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const [name, member] of Object.entries(value)) copy[name] = honourNullable(member);
  if (copy.nullable !== true) return copy;
  delete copy.nullable;
  if (typeof copy.type === 'string' && !('$ref' in copy) && !('allOf' in copy)) {
    copy.type = [copy.type, 'null'];
    if (Array.isArray(copy.enum) && !copy.enum.includes(null)) copy.enum = [...copy.enum, null];
    return copy;
  }
  // Beside a $ref or allOf a type cannot widen anything: null has to pass around the whole schema.
  return { anyOf: [copy, { type: 'null' }] };
}
