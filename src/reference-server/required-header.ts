import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { isObject, type Json, type JsonObject } from '../model/json.js';
import { likelyValues } from './likely-values.js';

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
export function requiredHeader(document: JsonObject, name: string, header: JsonObject): RequiredHeader {
  const [content] = Object.entries(isObject(header.content) ? header.content : {});
  const media = isObject(content?.[1]) ? content[1] : header;
  const { schema = true } = media;
  const fits = compile(document, schema);
  const value = [...examplesOf(media), ...likelyValues(document, schema)].find((one) => fits(one));
  if (value === undefined) {
    throw new Error(
      `The reference server finds no value for the header ${name}, which the document requires: give it an example.`,
    );
  }
  return { name, value: content === undefined ? simple(value, header) : JSON.stringify(value), fits };
}

function examplesOf({ example, examples }: JsonObject): Json[] {
  const named = isObject(examples) ? Object.values(examples) : [];
  const values = [example, ...named.map((one) => (isObject(one) ? one.value : undefined))];
  return values.flatMap((value) => (value === undefined ? [] : [value]));
}

function compile(document: JsonObject, schema: Json): (value: Json) => boolean {
  const ajv = new Ajv2020({ strict: false, logger: false });
  addFormats(ajv);
  // The components stand next to the schema, where its references look for them.
  return ajv.compile({ allOf: [schema], components: document.components ?? {} });
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
