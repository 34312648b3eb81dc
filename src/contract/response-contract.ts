import { declaredHeaders, headerFaults, type DeclaredHeader, type HeaderFault } from './declared-headers.js';
import { declaredStatuses, keysFor, responsesOf } from './declared-responses.js';
import { at, below, follow, type ContractDocument } from './document.js';
import { isObject, type Json } from '../model/json.js';
import type { NotCovered } from '../model/not-covered.js';
import { essence, mayBeJson } from './media-type.js';
import type { Method } from './operation.js';
import { locationOf, undeclaredIn, writeOnlyIn } from './schema-locations.js';
import { uncheckedIn } from './unchecked.js';
import { createOpinions, createStrictOpinion, type Opinion } from './response-opinions.js';

/** One way in which a body differs from the schema of its status. */
export interface Violation {
  /** Member names and indices from the body to the member; empty for the body itself. */
  readonly steps: readonly string[];
  /** The same, joined by dots, for people. */
  readonly path: string;
  readonly message: string;
  /** How it differs, without values: the keyword that it breaks, `width.missing` or `size.surplus`. */
  readonly difference: string;
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
  /** The statuses declared individually, in ascending order. */
  readonly statuses: readonly number[];
  /** Is the status declared, by itself, by a range such as `4XX`, or by `default`? */
  declares(status: number): boolean;
  /** JSON pointer of the response that is declared for the status, or of all responses where none is. */
  clauseOf(status: number): string;
  /** JSON pointer of the media types of the status's body, past a `$ref`; that of the response where it has none. */
  contentOf(status: number): string;
  /** Media types of the status's body; empty where none is described. */
  mediaTypes(status: number): readonly string[];
  /** The declared media type that a content type falls under; parameters such as a charset do not count. */
  mediaTypeOf(status: number, contentType: string | undefined): string | undefined;
  /** JSON pointer of the schema of the status's JSON body, past a `$ref`; undefined where the body is not JSON. */
  schemaOf(status: number, contentType?: string): string | undefined;
  /** What openapi-response-validator finds wrong. */
  violations(status: number, body: Json, contentType?: string): Violation[];
  /** What a strict reading by JSON Schema 2020-12 finds wrong, formats included. */
  strictViolations(status: number, body: Json, contentType?: string): Violation[];
  /** Members that the schema does not declare, as paths joined by dots. */
  undeclared(status: number, body: Json, contentType?: string): string[];
  /** The headers that the document declares for the status of this operation; none that it declares for another. */
  headers(status: number): readonly DeclaredHeader[];
  /** What the schemas of bodies and headers state and nothing checks. */
  readonly unchecked: readonly NotCovered[];
  /** What a strict reading finds wrong with the value of a declared header. */
  headerFaults(header: DeclaredHeader, value: string): HeaderFault[];
}

/**
 * Compiles the responses of `PATCH /browsers/{id}` once, or of the GET of the same path. For the statuses alone,
 * `declaredStatuses` does without compiling.
 * @throws Error in a whole sentence where the responses are missing or cannot be compiled.
 */
export function responseContract(document: ContractDocument, method?: Method): ResponseContract {
  const { pointer, responses, isOwn } = responsesOf(document, method);

  /** By the key of a response, each media type with the pointer of its schema, if it is JSON and has one. */
  const media = new Map<string, Map<string, string | undefined>>();
  /** By the key of a response, each media type by its bare form; of two alike, the first. */
  const types = new Map<string, ReadonlyMap<string, string>>();
  const headers = new Map<string, readonly DeclaredHeader[]>();
  for (const key of Object.keys(responses)) {
    const response = follow(document, below(pointer, key));
    if (!isObject(response.value))
      throw new Error(`The contract document has no response object at ${response.pointer}.`);
    const content = isObject(response.value.content) ? response.value.content : {};
    const schemas = Object.keys(content).map((type): [string, string | undefined] => {
      const schema = below(response.pointer, 'content', type, 'schema');
      return [type, mayBeJson(type) && at(document, schema) !== undefined ? schema : undefined];
    });
    media.set(key, new Map(schemas));
    types.set(key, new Map(schemas.map(([type]) => [essence(type), type] as const).reverse()));
    headers.set(key, isOwn ? declaredHeaders(document, response.pointer) : []);
  }
  const keyOf = (status: number): string | undefined => keysFor(status).find((key) => media.has(key));
  const mediaOf = (status: number) => media.get(keyOf(status) ?? '') ?? new Map<string, string | undefined>();

  const mediaTypeOf = (status: number, contentType: string | undefined): string | undefined => {
    const bare = essence(contentType ?? '');
    const declared = types.get(keyOf(status) ?? '');
    return bare === ''
      ? undefined
      : (declared?.get(bare) ?? declared?.get(`${bare.split('/')[0] ?? ''}/*`) ?? declared?.get('*/*'));
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
  const ofHeaders = [...headers.values()].flatMap((all) => all.flatMap(({ schema }) => schema ?? []));
  const opinionOnHeaders = createStrictOpinion(document, [...new Set(ofHeaders)]);
  const writeOnly: Opinion = (schema, body) =>
    writeOnlyIn(document, schema, body).map((steps) => ({
      ...{
        steps,
        message: 'must NOT be shown: it is for requests only (writeOnly)',
        difference: 'writeOnly',
      },
    }));
  const located = (opinion: Opinion) => (status: number, body: Json, contentType?: string) => {
    const schema = schemaOf(status, contentType);
    return schema === undefined
      ? []
      : opinion(schema, body).map(({ steps, message, difference }) => ({
          ...{ steps, message, difference },
          path: steps.join('.'),
          clause: locationOf(document, schema, steps),
        }));
  };

  return {
    pointer,
    statuses: declaredStatuses(document, method),
    unchecked: uncheckedIn(document, [...schemas, ...ofHeaders]),
    declares: (status) => keyOf(status) !== undefined,
    clauseOf: (status) => {
      const key = keyOf(status);
      return key === undefined ? pointer : below(pointer, key);
    },
    contentOf: (status) => {
      const response = follow(document, below(pointer, keyOf(status) ?? '')).pointer;
      const content = below(response, 'content');
      return at(document, content) === undefined ? response : content;
    },
    mediaTypes: (status) => [...mediaOf(status).keys()],
    mediaTypeOf,
    schemaOf: (status, contentType) => {
      const schema = schemaOf(status, contentType);
      return schema === undefined ? undefined : locationOf(document, schema, []);
    },
    violations: located(first),
    strictViolations: (status, body, contentType) => [
      ...located(second)(status, body, contentType),
      ...located(writeOnly)(status, body, contentType),
    ],
    undeclared: (status, body, contentType) => {
      const schema = schemaOf(status, contentType);
      return schema === undefined ? [] : undeclaredIn(document, schema, body);
    },
    headers: (status) => headers.get(keyOf(status) ?? '') ?? [],
    headerFaults: (header, value) => headerFaults(document, header, value, opinionOnHeaders),
  };
}
