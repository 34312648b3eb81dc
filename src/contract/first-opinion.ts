import type { ErrorObject } from 'ajv';
import OpenAPIResponseValidator from 'openapi-response-validator';
import { isObject, valueAt, type Json, type JsonObject } from '../model/json.js';
import { steps } from './document.js';
import { expression } from './schema.js';
import { rewriteSchemas } from './rewrite-schemas.js';

/** What openapi-response-validator finds wrong with a body by the schema at a pointer. */
export interface FirstOpinion {
  readonly errors: (schema: string, body: Json) => readonly ErrorObject[];
  /** Does it know every keyword? Where it does not, it may find wrong what is right. */
  readonly isSure: boolean;
}

/** Keywords of JSON Schema 2020-12, which it does not know: it judges by draft 7. */
const UNKNOWN: ReadonlySet<string> = new Set([
  'prefixItems',
  'minContains',
  'maxContains',
  'unevaluatedItems',
  'unevaluatedProperties',
  'dependentSchemas',
  'dependentRequired',
]);
/** Keywords that it knows, and understands otherwise beside those. */
const BESIDE: Readonly<Record<string, string>> = {
  prefixItems: 'items',
  minContains: 'contains',
  maxContains: 'contains',
};
/** Where it finds what the root of the document has beside its components. */
const ROOT = 'x-root';

type Options = ConstructorParameters<typeof OpenAPIResponseValidator>[0];

/**
 * Makes openapi-response-validator judge bodies.
 * @param document as it applies to responses.
 * @param schemas JSON pointers of the schemas that bodies are judged by.
 */
export function createFirstOpinion(document: Json, schemas: readonly string[]): FirstOpinion {
  let isSure = true;
  const root = rewriteSchemas(document, (schema) => {
    const known = asKnown(schema);
    isSure &&= Object.keys(known).length === Object.keys(schema).length && !namesWhatObjectsHave(schema);
    return known;
  });
  // We decide which response a body belongs to, by its content type too: the validator knows only the first type.
  const responses = schemas.map((pointer) => {
    const schema = valueAt(root, steps(pointer));
    return [pointer, { schema: isObject(schema) ? schema : schema === false ? { not: {} } : {} }] as const;
  });
  if (responses.length === 0) return { errors: () => [], isSure }; // the validator requires at least one response
  const { components = {}, ...rest } = isObject(root) ? root : {};
  const options: object = {
    responses: Object.fromEntries(responses),
    components: { ...(isObject(components) ? components : {}), [ROOT]: rest },
    // Its own error paths use `response` for the body and for a member of that name alike.
    errorTransformer: (_: unknown, error: ErrorObject) => error,
  };
  const validator = new OpenAPIResponseValidator(optionsOf(options));
  // It modifies bodies only to fill in defaults, and its schemas have none left.
  return { errors: (pointer, body) => errorsOf(validator.validateResponse(pointer, body)), isSure };
}

/** Despite its types, the validator returns undefined when the body is valid. */
function errorsOf(result: { errors: ErrorObject[] } | undefined): readonly ErrorObject[] {
  return result?.errors ?? [];
}

/** Its types allow only bare schemas as responses and only typed components; the values come from the document. */
function optionsOf(options: object): Options {
  if (!isOptions(options)) throw new Error('its responses are missing');
  return options;
}

function isOptions(options: object): options is Options {
  return 'responses' in options;
}

/** A schema without what the validator does not know, cannot compile, or might search for ever. */
function asKnown(schema: JsonObject): JsonObject {
  const misread = new Set(Object.keys(schema).map((keyword) => BESIDE[keyword]));
  const known = Object.entries(schema).filter(
    ([keyword, value]) => !UNKNOWN.has(keyword) && !misread.has(keyword) && !isUnsafe(keyword, value),
  );
  const { $ref } = schema;
  if (typeof $ref !== 'string' || $ref.startsWith('#/components/')) return Object.fromEntries(known);
  return Object.fromEntries([...known, ['$ref', $ref.replace(/^#/, `#/components/${ROOT}`)]]);
}

function isUnsafe(keyword: string, value: Json): boolean {
  if (keyword === 'pattern') return typeof value === 'string' && !isQuickPattern(value);
  return keyword === 'patternProperties' && isObject(value) && !Object.keys(value).every(isQuickPattern);
}

/** It compiles patterns in Unicode mode only, and knows no bound: with a second quantifier, a search goes back and forth. */
function isQuickPattern(pattern: string): boolean {
  const quantifiers = pattern.replaceAll(/\\.|\[(?:\\.|[^\]\\])*\]/g, 'x').match(/[*+{]/g) ?? [];
  return expression(pattern)?.unicode === true && pattern.startsWith('^') && quantifiers.length <= 1;
}

/** It takes a member for present that every object of JavaScript has by birth. */
function namesWhatObjectsHave({ properties, required }: JsonObject): boolean {
  const names = [...(isObject(properties) ? Object.keys(properties) : []), ...[required ?? []].flat()];
  return names.some((name) => typeof name === 'string' && name in Object.prototype);
}
