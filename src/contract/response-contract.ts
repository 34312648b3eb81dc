import Ajv2020 from 'ajv/dist/2020.js';
import type { ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import OpenAPIResponseValidator from 'openapi-response-validator';
import { isDateTime } from './date-time.js';
import { at, below, follow, OPERATION, steps, type ContractDocument } from './document.js';
import { isObject, valueAt, type Json, type JsonObject } from './json.js';
import { honourNullable, rewriteSchemas } from './nullable.js';
import { expression } from './schema.js';
import { placeOf, undeclaredIn } from './schema-places.js';

/** One way in which a body differs from the schema of its status. */
export interface Violation {
  /** Member names and indices from the body to the member; empty for the body itself. */
  readonly steps: readonly string[];
  /** The same, joined by dots, for people. */
  readonly path: string;
  readonly message: string;
  /** JSON pointer of the schema that the member should fit. */
  readonly clause: string;
}

/**
 * What the document says of the responses of one operation. A body is held to the schema of its content type; without
 * one, or with one that the document does not give for the status, to the first JSON schema of the status.
 */
export interface ResponseContract {
  /** JSON pointer of the operation's responses. */
  readonly pointer: string;
  /** The statuses named one by one, in ascending order. */
  readonly statuses: readonly number[];
  /** Is the status declared, by itself, by a range such as `4XX`, or by `default`? */
  declares(status: number): boolean;
  /** JSON pointer of what the document says of the status: its response, or all responses where it says nothing. */
  clauseOf(status: number): string;
  /** Media types of the status's body; empty where none is described. */
  mediaTypes(status: number): readonly string[];
  /** The declared media type that a content type falls under; parameters such as a charset do not count. */
  mediaTypeOf(status: number, contentType: string | undefined): string | undefined;
  /** JSON pointer of the schema of the status's JSON body, past a `$ref`; undefined where the body is no JSON. */
  schemaOf(status: number, contentType?: string): string | undefined;
  /** What openapi-response-validator finds wrong. */
  violations(status: number, body: Json, contentType?: string): Violation[];
  /** What a strict reading by JSON Schema 2020-12 finds wrong, formats included. */
  strictViolations(status: number, body: Json, contentType?: string): Violation[];
  /** Members that the schema does not declare, as paths joined by dots. */
  undeclared(status: number, body: Json, contentType?: string): string[];
}

/**
 * Compiles the responses of `PATCH /browsers/{id}` once, or of the GET of the same path. Where the document does not
 * describe the GET, a read is held to the responses of the PATCH: both answer with the same session.
 * @throws Error in a whole sentence where the responses are missing or cannot be compiled.
 */
export function responseContract(
  document: ContractDocument,
  method: 'patch' | 'get' = OPERATION.method,
): ResponseContract {
  const own = below('#/paths', OPERATION.path, method, 'responses');
  const pointer =
    at(document, own) === undefined ? below('#/paths', OPERATION.path, OPERATION.method, 'responses') : own;
  const responses = at(document, pointer);
  if (!isObject(responses)) throw new Error(`The contract document has no responses at ${pointer}.`);

  /** By the key of a response, each media type with the pointer of its schema, if it is JSON and has one. */
  const media = new Map<string, Map<string, string | undefined>>();
  for (const key of Object.keys(responses)) {
    const response = follow(document, below(pointer, key));
    if (!isObject(response.value))
      throw new Error(`The contract document has no response object at ${response.pointer}.`);
    const content = isObject(response.value.content) ? response.value.content : {};
    const schemas = Object.keys(content).map((type): [string, string | undefined] => {
      const schema = below(response.pointer, 'content', type, 'schema');
      return [type, isJson(type) && at(document, schema) !== undefined ? schema : undefined];
    });
    media.set(key, new Map(schemas));
  }
  const keyOf = (status: number): string | undefined =>
    [String(status), `${Math.floor(status / 100)}XX`, 'default'].find((key) => media.has(key));
  const mediaOf = (status: number) => media.get(keyOf(status) ?? '') ?? new Map<string, string | undefined>();

  const mediaTypeOf = (status: number, contentType: string | undefined): string | undefined => {
    const bare = essence(contentType ?? '');
    const candidates = bare === '' ? [] : [bare, `${bare.split('/')[0] ?? ''}/*`, '*/*'];
    const declared = [...mediaOf(status).keys()];
    return candidates.flatMap((one) => declared.find((type) => essence(type) === one) ?? [])[0];
  };
  const schemaOf = (status: number, contentType: string | undefined): string | undefined => {
    const type = mediaTypeOf(status, contentType);
    if (type !== undefined) return mediaOf(status).get(type);
    return [...mediaOf(status).values()].find((schema) => schema !== undefined);
  };

  const schemas = [...media.values()].flatMap((types) =>
    [...types.values()].flatMap((schema) => schema ?? []),
  );
  const { first, second } = createOpinions(document, [...new Set(schemas)]);
  const located = (opinion: Opinion) => (status: number, body: Json, contentType?: string) => {
    const schema = schemaOf(status, contentType);
    return schema === undefined
      ? []
      : opinion(schema, body).map(({ steps, message }) => ({
          steps,
          path: steps.join('.'),
          message,
          clause: placeOf(document, schema, steps),
        }));
  };

  return {
    pointer,
    statuses: Object.keys(responses)
      .filter((key) => /^\d{3}$/.test(key))
      .map(Number)
      .sort((a, b) => a - b),
    declares: (status) => keyOf(status) !== undefined,
    clauseOf: (status) => {
      const key = keyOf(status);
      return key === undefined ? pointer : below(pointer, key);
    },
    mediaTypes: (status) => [...mediaOf(status).keys()],
    mediaTypeOf,
    schemaOf: (status, contentType) => {
      const schema = schemaOf(status, contentType);
      return schema === undefined ? undefined : placeOf(document, schema, []);
    },
    violations: located(first),
    strictViolations: located(second),
    undeclared: (status, body, contentType) => {
      const schema = schemaOf(status, contentType);
      return schema === undefined ? [] : undeclaredIn(document, schema, body);
    },
  };
}

/** A media type without its parameters, in lower case. */
function essence(type: string): string {
  return (type.split(';')[0] ?? '').trim().toLowerCase();
}

function isJson(type: string): boolean {
  return /^(?:application\/(?:[\w.-]+\+)?json|application\/\*|\*\/\*)$/.test(essence(type));
}

/** Judges a body by the schema at a pointer. */
type Opinion = (schema: string, body: Json) => Complaint[];
type Complaint = Pick<Violation, 'steps' | 'message'>;

function createOpinions(
  document: ContractDocument,
  schemas: readonly string[],
): { readonly first: Opinion; readonly second: Opinion } {
  const root = rewriteSchemas(honourNullable(document.root), (schema) => asAnswered(schema, document));
  try {
    return { first: createFirstOpinion(root, schemas), second: createSecondOpinion(root, schemas) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The responses of the contract document ${document.file} cannot be compiled: ${why}.`);
  }
}

/**
 * A schema as it holds for a response, without what misleads openapi-response-validator. It fills in every `default`
 * before it looks, which hides a missing member; and a `writeOnly` member that is not required makes it forget the
 * last one that is. A `writeOnly` member that is required is required of requests only.
 */
function asAnswered(schema: JsonObject, document: ContractDocument): JsonObject {
  const answered = settleExclusive(schema);
  Reflect.deleteProperty(answered, 'default');
  if (!isObject(answered.properties)) return answered;
  const properties = Object.entries(answered.properties);
  const hidden = properties.flatMap(([name, member]) => (isWriteOnly(member, document) ? [name] : []));
  answered.properties = Object.fromEntries(properties.map(([name, member]) => [name, unmarked(member)]));
  if (Array.isArray(answered.required)) {
    answered.required = answered.required.filter((name) => !hidden.some((one) => one === name));
  }
  return answered;
}

function isWriteOnly(schema: Json, document: ContractDocument): boolean {
  if (!isObject(schema)) return false;
  const target = typeof schema.$ref === 'string' ? at(document, schema.$ref) : undefined;
  return schema.writeOnly === true || (isObject(target) && target.writeOnly === true);
}

function unmarked(schema: Json): Json {
  if (!isObject(schema)) return schema;
  const copy = { ...schema };
  Reflect.deleteProperty(copy, 'writeOnly');
  return copy;
}

/** OpenAPI 3.0 writes `minimum: 5, exclusiveMinimum: true` for `exclusiveMinimum: 5`; Ajv refuses the former. */
function settleExclusive(schema: JsonObject): JsonObject {
  const settled = { ...schema };
  for (const [exclusive, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    const strict = settled[exclusive];
    const limit = settled[bound];
    if (typeof strict !== 'boolean') continue;
    Reflect.deleteProperty(settled, exclusive);
    if (!strict || limit === undefined) continue;
    settled[exclusive] = limit;
    Reflect.deleteProperty(settled, bound);
  }
  return settled;
}

/** A pattern in the older mode of ECMA-262 is left to the second opinion: the first cannot be made with one. */
function withoutOlderPatterns(schema: JsonObject): JsonObject {
  const copy = { ...schema };
  const { pattern } = copy;
  if (typeof pattern === 'string' && expression(pattern)?.unicode !== true) delete copy.pattern;
  return copy;
}

type FirstOpinionOptions = ConstructorParameters<typeof OpenAPIResponseValidator>[0];

function createFirstOpinion(document: Json, schemas: readonly string[]): Opinion {
  const root = rewriteSchemas(document, withoutOlderPatterns);
  // Which response a body belongs to is decided by us, content type included: it knows only the first of them.
  const responses = schemas.map((pointer) => {
    const schema = valueAt(root, steps(pointer));
    return [pointer, { schema: isObject(schema) ? schema : schema === false ? { not: {} } : {} }] as const;
  });
  if (responses.length === 0) return () => []; // it refuses to be made for nothing
  const options: object = {
    responses: Object.fromEntries(responses),
    components: valueAt(root, ['components']),
    // Its own path calls the body `response`, and a member of that name too.
    errorTransformer: (_: unknown, error: ErrorObject) => error,
  };
  const validator = new OpenAPIResponseValidator(optionsOf(options));
  // Without a default in its schemas it has nothing to write into the body that it is given.
  return (pointer, body) => errorsOf(validator.validateResponse(pointer, body));
}

/** Its types promise an answer; where the body fits there is none. */
function errorsOf(result: { errors: ErrorObject[] } | undefined): Complaint[] {
  return complaints(result?.errors ?? [], 1);
}

/** Its types know of no response but a bare schema, and of no component but a typed one; the values are the document's. */
function optionsOf(options: object): FirstOpinionOptions {
  if (!isOptions(options)) throw new Error('its responses are missing');
  return options;
}

function isOptions(options: object): options is FirstOpinionOptions {
  return 'responses' in options;
}

function createSecondOpinion(root: Json, schemas: readonly string[]): Opinion {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    validateSchema: false,
    logger: false,
    code: { regExp: Object.assign((text: string) => expression(text) ?? /^/, { code: 'new RegExp' }) },
  });
  addFormats(ajv);
  ajv.addFormat('date-time', isDateTime); // ajv-formats takes a blank for the T
  ajv.addSchema(isObject(root) ? root : {}, 'document');
  const compiled = new Map(schemas.map((pointer) => [pointer, ajv.compile({ $ref: `document${pointer}` })]));
  return (pointer, body) => {
    const validate = compiled.get(pointer);
    return validate === undefined || validate(body) ? [] : complaints(validate.errors ?? [], 0);
  };
}

/** What Ajv found, each fault once. @param skip how many steps lead to the body itself. */
function complaints(errors: readonly ErrorObject[], skip: number): Complaint[] {
  const found = new Map<string, Complaint>();
  for (const error of errors) {
    if (error.keyword === 'if') continue; // the branch that applies has spoken for itself
    const one = { steps: steps(error.instancePath).slice(skip), message: saying(error) };
    found.set(JSON.stringify([one.steps, one.message]), one);
  }
  return [...found.values()];
}

/** Ajv's words, with the values or names that they leave out. */
function saying({ keyword, message = `breaks "${keyword}"`, params }: ErrorObject): string {
  const given: Record<string, unknown> = params;
  switch (keyword) {
    case 'type':
      return `must be ${[given.type].flat().join(' or ')}`;
    case 'enum':
      return `must be one of ${[given.allowedValues]
        .flat()
        .map((one) => JSON.stringify(one))
        .join(', ')}`;
    case 'const':
      return `must be ${JSON.stringify(given.allowedValue)}`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return `must not have the member ${JSON.stringify(given.additionalProperty ?? given.unevaluatedProperty)}`;
    default:
      return message;
  }
}
