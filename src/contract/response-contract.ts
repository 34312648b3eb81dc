import Ajv2020 from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import OpenAPIResponseValidator from 'openapi-response-validator';
import { isDateTime } from './date-time.js';
import { at, below, follow, OPERATION, type ContractDocument } from './document.js';
import { isObject, type Json, type JsonObject } from './json.js';
import { honourNullable } from './nullable.js';
import { placeOf, undeclaredIn } from './schema-places.js';

/** One way in which a body differs from the schema of its status. */
export interface Violation {
  /** Member path in the body, joined by dots; empty for the body itself. */
  readonly path: string;
  readonly message: string;
  /** JSON pointer of the schema that the member should fit. */
  readonly clause: string;
}

/** What the document says of the responses of one operation. */
export interface ResponseContract {
  /** JSON pointer of the operation's responses. */
  readonly pointer: string;
  /** The statuses named one by one, in ascending order. */
  readonly statuses: readonly number[];
  /** Is the status declared, by itself, by a range such as `4XX`, or by `default`? */
  declares(status: number): boolean;
  /** Media types of the status's body; empty where none is described. */
  mediaTypes(status: number): readonly string[];
  /** JSON pointer of the schema of the status's JSON body. */
  schemaOf(status: number): string | undefined;
  /** What openapi-response-validator finds wrong. */
  violations(status: number, body: Json): Violation[];
  /** What a strict reading by JSON Schema 2020-12 finds wrong, formats included. */
  strictViolations(status: number, body: Json): Violation[];
  /** Members that the schema does not declare, as paths joined by dots. */
  undeclared(status: number, body: Json): string[];
}

/**
 * Compiles the responses of `PATCH /browsers/{id}` once, or of the GET of the same path. Where the document does not
 * describe the GET, a read is held to the responses of the PATCH: both answer with the same session.
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

  /** openapi-response-validator takes a `$ref` in place of a response for "no body allowed": follow it here. */
  const resolved: Record<string, JsonObject> = {};
  const schemas = new Map<string, string>();
  const media = new Map<string, string[]>();
  for (const key of Object.keys(responses)) {
    const response = follow(document, below(pointer, key));
    if (!isObject(response.value))
      throw new Error(`The contract document has no response object at ${response.pointer}.`);
    resolved[key] = response.value;
    const content = isObject(response.value.content) ? response.value.content : {};
    media.set(key, Object.keys(content));
    const json = Object.keys(content).find((type) => /^application\/([\w.-]+\+)?json\b/i.test(type));
    if (json !== undefined) schemas.set(key, below(response.pointer, 'content', json, 'schema'));
  }
  const keyOf = (status: number): string | undefined =>
    [String(status), `${Math.floor(status / 100)}XX`, 'default'].find((key) => key in responses);

  const first = createFirstOpinion(document, resolved);
  const second = createSecondOpinion(document, schemas);
  const schemaOf = (status: number): string | undefined => schemas.get(keyOf(status) ?? '');

  return {
    pointer,
    statuses: Object.keys(responses)
      .filter((key) => /^\d{3}$/.test(key))
      .map(Number)
      .sort((a, b) => a - b),
    declares: (status) => keyOf(status) !== undefined,
    mediaTypes: (status) => media.get(keyOf(status) ?? '') ?? [],
    schemaOf,
    violations: (status, body) => {
      const schema = schemaOf(status);
      return schema === undefined
        ? []
        : first(status, body).map(({ path, message }) => ({
            path,
            message,
            clause: placeOf(document, schema, path),
          }));
    },
    strictViolations: (status, body) => {
      const schema = schemaOf(status);
      return schema === undefined
        ? []
        : second(keyOf(status) ?? '', body).map(({ path, message }) => ({
            path,
            message,
            clause: placeOf(document, schema, path),
          }));
    },
    undeclared: (status, body) => {
      const schema = schemaOf(status);
      return schema === undefined ? [] : undeclaredIn(document, schema, body);
    },
  };
}

type Opinion<Key> = (key: Key, body: Json) => { path: string; message: string }[];

function createFirstOpinion(
  document: ContractDocument,
  responses: Record<string, JsonObject>,
): Opinion<number> {
  // Its types know of no response but a bare schema, and of no component but a typed one; the values are the document's.
  const options: object = { responses, components: document.root.components };
  const validator = new OpenAPIResponseValidator(optionsOf(options));
  return (status, body) => {
    // It writes defaults into what it is given.
    const result: { errors?: { path?: string; message: string }[] } | undefined = validator.validateResponse(
      String(status),
      structuredClone(body),
    );
    return (result?.errors ?? []).map((error) => ({
      path: (error.path ?? '').replaceAll('/', '.'),
      message: error.message,
    }));
  };
}

type FirstOpinionOptions = ConstructorParameters<typeof OpenAPIResponseValidator>[0];

function optionsOf(options: object): FirstOpinionOptions {
  if (!isOptions(options)) throw new Error('The responses of the contract document are missing.');
  return options;
}

function isOptions(options: object): options is FirstOpinionOptions {
  return 'responses' in options;
}

function createSecondOpinion(
  document: ContractDocument,
  schemas: ReadonlyMap<string, string>,
): Opinion<string> {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
  addFormats(ajv);
  ajv.addFormat('date-time', isDateTime); // ajv-formats takes a blank for the T
  const root = honourNullable(document.root);
  ajv.addSchema(isObject(root) ? root : {}, 'document');
  const compiled = new Map<string, ValidateFunction>();
  for (const [key, pointer] of schemas) compiled.set(key, ajv.compile({ $ref: `document${pointer}` }));
  return (key, body) => {
    const validate = compiled.get(key);
    if (validate === undefined || validate(body)) return [];
    return (validate.errors ?? []).map((error) => ({
      path: error.instancePath.slice(1).replaceAll('/', '.'),
      message: error.message ?? error.keyword,
    }));
  };
}
