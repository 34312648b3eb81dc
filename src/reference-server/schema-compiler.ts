import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Json, JsonObject } from '../model/json.js';
import { readPattern } from './pattern.js';

/** The name under which schemas refer to the document. */
export const DOCUMENT = 'document';

/** An Ajv that knows the document, to which schemas refer as `document#/…`. */
export function createAjv(document: JsonObject): Ajv2020 {
  const ajv = new Ajv2020({
    // The document holds annotations that JSON Schema does not know (example, x-…); `nullable` Ajv honours itself.
    strict: false,
    strictNumbers: true, // what no double holds would be shown as null
    allErrors: true,
    verbose: true,
    coerceTypes: false,
    useDefaults: false,
    logger: false,
    validateSchema: false,
    ownProperties: true, // a member called `toString` is there only if it was sent
    code: { regExp: readPattern, optimize: false }, // optimizing takes longer than it saves
  });
  addFormats(ajv);
  ajv.addSchema(document, DOCUMENT);
  return ajv;
}

/** Says whether a value fits the schema at a pointer. */
export type Fits = (pointer: string, value: Json) => boolean;

/** Compiles the schemas of a document when they are asked first. */
export function createFits(document: JsonObject): Fits {
  const ajv = createAjv(document);
  const known = new Map<string, ValidateFunction>();
  return (pointer, value) => {
    const validate = known.get(pointer) ?? ajv.compile({ $ref: DOCUMENT + pointer });
    known.set(pointer, validate);
    const isFit: unknown = validate(value);
    return isFit === true;
  };
}
