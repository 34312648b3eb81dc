import { below } from './document.js';
import { guardedPattern } from './guarded-pattern.js';
import { isObject, type Json, type JsonObject } from '../model/json.js';

/** The vocabulary of JSON Schema 2020-12 and OpenAPI 3.0/3.1, as far as it applies to request bodies. */

/** Keywords that inform people or tools and do not constrain values. Names with `x-` belong here too. */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  'title',
  'description',
  'example',
  'examples',
  'default',
  'deprecated',
  'readOnly',
  'writeOnly',
  'externalDocs',
  'xml',
  '$comment',
  '$defs', // holds schemas that count only where a $ref names them
]);

/** Does the keyword leave values unconstrained? */
export function isAnnotation(keyword: string): boolean {
  return ANNOTATIONS.has(keyword) || keyword.startsWith('x-');
}

const TYPES = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'] as const;

const isNumber = (value: Json): boolean => typeof value === 'number';
const isCount = (value: Json): boolean => typeof value === 'number' && Number.isInteger(value) && value >= 0;
const isNames = (value: Json): boolean =>
  Array.isArray(value) && value.every((name) => typeof name === 'string');
const isType = (value: Json | undefined): boolean => TYPES.some((type) => type === value);
const isSchema = (value: Json): boolean => isObject(value) || typeof value === 'boolean';
const isSchemas = (value: Json): boolean => Array.isArray(value) && value.length > 0 && value.every(isSchema);
const isSchemaMap = (value: Json): boolean => isObject(value) && Object.values(value).every(isSchema);

/** The assertions and applicators that are understood, each with the values it may have. */
const KEYWORDS: Readonly<Record<string, (value: Json) => boolean>> = {
  type: (value) => isType(value) || (Array.isArray(value) && value.length > 0 && value.every(isType)),
  nullable: (value) => typeof value === 'boolean',
  enum: (value) => Array.isArray(value) && value.length > 0,
  const: () => true,
  minimum: isNumber,
  maximum: isNumber,
  exclusiveMinimum: (value) => isNumber(value) || typeof value === 'boolean',
  exclusiveMaximum: (value) => isNumber(value) || typeof value === 'boolean',
  multipleOf: (value) => typeof value === 'number' && value > 0,
  minLength: isCount,
  maxLength: isCount,
  pattern: (value) => typeof value === 'string' && expression(value) !== undefined,
  format: (value) => typeof value === 'string',
  required: isNames,
  minProperties: isCount,
  maxProperties: isCount,
  dependentRequired: (value) => isObject(value) && Object.values(value).every(isNames),
  minItems: isCount,
  maxItems: isCount,
  uniqueItems: (value) => typeof value === 'boolean',
  minContains: isCount,
  maxContains: isCount,
  properties: isSchemaMap,
  patternProperties: (value) =>
    isSchemaMap(value) &&
    Object.keys(isObject(value) ? value : {}).every((name) => expression(name) !== undefined),
  additionalProperties: isSchema,
  unevaluatedProperties: isSchema,
  propertyNames: isSchema,
  dependentSchemas: isSchemaMap,
  items: isSchema,
  prefixItems: isSchemas,
  unevaluatedItems: isSchema,
  contains: isSchema,
  allOf: isSchemas,
  anyOf: isSchemas,
  oneOf: isSchemas,
  not: isSchema,
  if: isSchema,
  then: isSchema,
  else: isSchema,
  $ref: (value) => typeof value === 'string',
};

/**
 * Why a keyword is not understood.
 * @returns the reason as a whole sentence; undefined when it is understood.
 */
export function notUnderstood(keyword: string, value: Json): string | undefined {
  const fits = Object.hasOwn(KEYWORDS, keyword) ? KEYWORDS[keyword] : undefined;
  if (fits === undefined) return `The keyword ${keyword} is unknown.`;
  return fits(value) ? undefined : `The value of ${keyword} is not valid for this keyword.`;
}

/** Is the keyword known, with a value that it cannot have? Then it says nothing, to derivation as to judges. */
export function isMalformed(keyword: string, value: Json): boolean {
  return Object.hasOwn(KEYWORDS, keyword) && notUnderstood(keyword, value) !== undefined;
}

/** The regular expression of a `pattern`; undefined when ECMA-262 does not allow it. */
export function expression(pattern: string): RegExp | undefined {
  return guardedPattern(pattern);
}

/** A schema inside another one. */
export interface Subschema {
  readonly keyword: string;
  /** Its name or index where the keyword holds several schemas. */
  readonly name?: string;
  readonly pointer: string;
  readonly value: Json;
}

const HOLDS_ONE: ReadonlySet<string> = new Set([
  'items',
  'contains',
  'additionalProperties',
  'unevaluatedProperties',
  'unevaluatedItems',
  'propertyNames',
  'not',
  'if',
  'then',
  'else',
]);
const HOLDS_SEVERAL: ReadonlySet<string> = new Set([
  'allOf',
  'anyOf',
  'oneOf',
  'prefixItems',
  'properties',
  'patternProperties',
  'dependentSchemas',
]);

/** The schemas directly inside a schema's understood keywords. `$ref` targets are not among them. */
export function subschemas(pointer: string, schema: JsonObject): Subschema[] {
  return Object.entries(schema).flatMap(([keyword, value]): Subschema[] => {
    if (notUnderstood(keyword, value) !== undefined) return [];
    if (HOLDS_ONE.has(keyword)) return [{ keyword, pointer: below(pointer, keyword), value }];
    if (!HOLDS_SEVERAL.has(keyword) || !(isObject(value) || Array.isArray(value))) return [];
    return Object.entries(value).map(([name, inner]) => ({
      keyword,
      name,
      pointer: below(pointer, keyword, name),
      value: inner,
    }));
  });
}
