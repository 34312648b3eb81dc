import type { AnySchema, ErrorObject, ValidateFunction } from 'ajv';
import { createAjv, rewriteExclusiveBounds } from './create-ajv.js';
import { at, follow, type ContractDocument } from './document.js';
import { isObject, type Json, type JsonObject } from '../model/json.js';
import { schemaWithProtoAlias, withoutProtoAlias, withProtoAlias } from './proto-member.js';
import { ofRequests } from './read-only.js';
import { notUnderstood, subschemas } from './schema.js';

/** One way in which a value does not fit a schema. */
export interface Fault {
  /** JSON pointer of the schema that is not satisfied. */
  readonly schema: string;
  readonly keyword: string;
  /** JSON pointer, without `#`, of the location in the value. */
  readonly location: string;
  readonly message: string;
}

/** Keywords that Ajv reports by their own name, with the member's, when they are `false`. */
const NAMED_WHEN_FALSE: ReadonlySet<string> = new Set(['additionalProperties', 'unevaluatedProperties']);

export interface SchemaChecker {
  /** How the value differs from the schema at a pointer of the document; empty when it fits. */
  faults(pointer: string, value: Json): Fault[];
  fits(pointer: string, value: Json): boolean;
}

/**
 * Makes the function that lists what is wrong with a request body by the document.
 * @param schemaPointer JSON pointer of the schema of the body.
 * @returns a function from a body to short messages, none when the body is valid.
 * @throws Error when the pointer or a `$ref` leads nowhere.
 */
export function requestValidator(
  document: ContractDocument,
  schemaPointer: string,
): (body: Json) => string[] {
  const checker = schemaChecker(document);
  checker.fits(schemaPointer, null); // compiles now: a broken document is reported before the first body
  return (body) =>
    checker.faults(schemaPointer, body).map((fault) => `${fault.location || 'the body'} ${fault.message}`);
}

/**
 * Checks values against any schema of a document. Schemas are compiled on first use and kept.
 *
 * Ajv gets a copy of each schema in which `nullable`, the boolean `exclusiveMinimum` of OpenAPI 3.0 and unknown
 * keywords are already resolved, and every `$ref` names a copy. Faults name the document's own pointers.
 * @throws Error from `faults` and `fits` when a pointer or a `$ref` leads nowhere or out of the document.
 */
export function schemaChecker(document: ContractDocument): SchemaChecker {
  // verbose: errors carry the schema object that they come from; schemaPath does not survive a $ref.
  const ajv = createAjv({ verbose: true, meta: false, ownProperties: true });
  const origins = new WeakMap<object, string>();
  const wrappers = new WeakSet<object>();
  const keys = new Map<string, string>();
  const left: string[] = [];
  const compiled = new Map<string, ValidateFunction>();

  function keyOf(pointer: string): string {
    const known = keys.get(pointer);
    if (known !== undefined) return known;
    const key = `urn:schema:${keys.size}`;
    keys.set(pointer, key);
    left.push(pointer); // copied later: a schema may refer to itself, and a chain of schemas may be long
    return key;
  }

  function copyAll(): void {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const schema = at(document, next);
      if (schema === undefined) throw new Error(`The contract document has nothing at ${next}.`);
      ajv.addSchema(copy(next, schema), keyOf(next));
    }
  }

  function copy(pointer: string, schema: Json): JsonObject {
    const plain: JsonObject = {};
    origins.set(plain, pointer);
    if (schema === false) plain.not = {};
    if (!isObject(schema)) return plain;
    for (const [keyword, value] of Object.entries(schema)) {
      if (keyword !== 'nullable' && notUnderstood(keyword, value) === undefined) plain[keyword] = value;
    }
    const several: Record<string, Json[] | JsonObject> = {};
    for (const { keyword, name, pointer: where, value } of subschemas(pointer, schema)) {
      if (value === false && NAMED_WHEN_FALSE.has(keyword)) continue;
      const inner = copy(where, value);
      if (name === undefined) {
        plain[keyword] = inner;
        continue;
      }
      const into = (several[keyword] ??= Array.isArray(schema[keyword]) ? [] : {});
      if (Array.isArray(into)) into.push(inner);
      else define(into, name, inner);
    }
    Object.assign(plain, several);
    if (Array.isArray(plain.required)) plain.required = ofRequests(document, pointer, plain.required);
    Object.assign(plain, schemaWithProtoAlias(plain));
    if (typeof plain.$ref === 'string') {
      follow(document, pointer); // refuses circles and references that lead out of the document
      plain.$ref = keyOf(plain.$ref);
    }
    rewriteExclusiveBounds(plain);
    return schema.nullable === true ? withNull(pointer, plain) : plain;
  }

  /**
   * `nullable: true` admits null wherever it appears, next to `$ref` and `allOf` too: null bypasses the rest, but for a
   * list beside it, which has to hold null itself.
   */
  function withNull(pointer: string, { enum: listed, const: only, ...plain }: JsonObject): JsonObject {
    origins.set(plain, pointer);
    const outer: JsonObject = {
      ...(listed === undefined ? {} : { enum: listed }),
      ...(only === undefined ? {} : { const: only }),
      ...{ if: { type: 'null' }, else: plain },
    };
    origins.set(outer, pointer);
    wrappers.add(outer);
    return outer;
  }

  function faultOf(error: ErrorObject): Fault[] {
    const parent: unknown = error.parentSchema;
    if (!isObject(parent) || (error.keyword === 'if' && wrappers.has(parent))) return [];
    const { keyword, instancePath: location, message = 'does not fit' } = error;
    return [
      {
        schema: origins.get(parent) ?? '',
        keyword,
        location: withoutProtoAlias(location),
        message: withoutProtoAlias(saying(message, error)),
      },
    ];
  }

  function validator(pointer: string): ValidateFunction {
    let validate = compiled.get(pointer);
    if (validate === undefined) {
      const schema: AnySchema = { $ref: keyOf(pointer) };
      copyAll();
      validate = compiling(document, () => ajv.compile(schema));
      compiled.set(pointer, validate);
    }
    return validate;
  }

  const fits = (pointer: string, value: Json): boolean => {
    const valid: unknown = validator(pointer)(withProtoAlias(value));
    return valid === true;
  };
  return {
    fits,
    faults: (pointer, value) =>
      fits(pointer, value) ? [] : (validator(pointer).errors ?? []).flatMap((error) => faultOf(error)),
  };
}

/** A chain of thousands of schemas is more than Ajv has room for. */
function compiling<T>(document: ContractDocument, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The schemas of the contract document ${document.file} cannot be compiled: ${why}.`);
  }
}

/** Also a member called `__proto__`, which an assignment would take for the prototype. */
function define(object: JsonObject, name: string, value: Json): void {
  Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true });
}

/** Of a long list, the first values. */
function listing(values: unknown): string {
  const isLong = Array.isArray(values) && values.length > 100;
  return isLong
    ? `${JSON.stringify(values.slice(0, 100))} and ${values.length - 100} more`
    : JSON.stringify(values);
}

function saying(message: string, error: ErrorObject): string {
  if (error.keyword === 'enum' || error.keyword === 'const') return `${message}: ${listing(error.schema)}`;
  const unknown: unknown = error.params.additionalProperty ?? error.params.unevaluatedProperty;
  return typeof unknown === 'string' ? `${message}: ${unknown}` : message;
}
