import type { ErrorObject } from 'ajv';
import { createAjv, rewriteExclusiveBounds } from './create-ajv.js';
import { at, steps, type ContractDocument } from './document.js';
import { isObject, type Json, type JsonObject } from '../model/json.js';
import { createFirstOpinion } from './first-opinion.js';
import { honourNullable } from './nullable.js';
import { rewriteSchemas } from './rewrite-schemas.js';
import { schemaWithProtoAlias, withoutProtoAlias, withProtoAlias } from './proto-member.js';
import { isMalformed } from './schema.js';

/** Judges a body by the schema at a pointer. */
export type Opinion = (schema: string, body: Json) => Complaint[];

/** What is wrong with a body, and where. */
interface Complaint {
  /** The way to the member. */
  readonly steps: readonly string[];
  readonly message: string;
  /** See `Violation`. */
  readonly difference: string;
}

/** Two validators' opinions on a body. */
interface Opinions {
  readonly first: Opinion;
  readonly second: Opinion;
}

/** Reads are often held to the same schemas as updates, and compiling takes longer than a run's first requests. */
const compiled = new WeakMap<ContractDocument, Map<string, Opinions>>();

/**
 * Compiles the two opinions on bodies, once: openapi-response-validator, and a strict reading of JSON Schema 2020-12.
 * @param schemas JSON pointers of the schemas that bodies are judged by.
 * @throws Error in a whole sentence when a schema cannot be compiled.
 */
export function createOpinions(document: ContractDocument, schemas: readonly string[]): Opinions {
  const known = compiled.get(document) ?? new Map<string, Opinions>();
  compiled.set(document, known);
  const key = schemas.join(' ');
  const opinions = known.get(key) ?? compile(document, schemas);
  known.set(key, opinions);
  return opinions;
}

/**
 * The second opinion alone, for what openapi-response-validator does not judge: headers.
 * @throws Error in a whole sentence when a schema cannot be compiled.
 */
export function createStrictOpinion(document: ContractDocument, schemas: readonly string[]): Opinion {
  if (schemas.length === 0) return () => [];
  return compiling(document, (root) => createSecondOpinion(root, schemas));
}

function compile(document: ContractDocument, schemas: readonly string[]): Opinions {
  return compiling(document, (root) => {
    const second = createSecondOpinion(root, schemas);
    return { first: createFirst(root, schemas, second), second };
  });
}

/** Makes something of the document as it applies to responses. */
function compiling<T>(document: ContractDocument, make: (root: Json) => T): T {
  const root = rewriteSchemas(honourNullable(document.root), (schema) => asAnswered(schema, document));
  try {
    return make(root);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The responses of the contract document ${document.file} cannot be compiled: ${why}.`);
  }
}

/** Keywords by which validators are told how to read a schema, or to fill in members. */
const UNUSED: ReadonlySet<string> = new Set(
  'default discriminator id $id $schema $anchor $dynamicAnchor $async'.split(' '),
);

/**
 * A schema as it applies to a response, without what misleads openapi-response-validator. That validator fills in every
 * `default` before it validates, which hides a missing member; and a `writeOnly` member that is not required makes it
 * skip the last one that is. A required `writeOnly` member is required of requests only.
 */
function asAnswered(schema: JsonObject, document: ContractDocument): JsonObject {
  const answered: JsonObject = schemaWithProtoAlias(
    Object.fromEntries(
      Object.entries(schema).filter(([name, value]) => !UNUSED.has(name) && !isMalformed(name, value)),
    ),
  );
  rewriteExclusiveBounds(answered);
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

/** What openapi-response-validator finds; where it does not know every keyword, only if the strict reading agrees. */
function createFirst(root: Json, schemas: readonly string[], second: Opinion): Opinion {
  const { errors, isSure } = createFirstOpinion(root, schemas);
  return (schema, body) => {
    const found = complaints(errors(schema, withProtoAlias(body)), 1);
    return found.length === 0 || isSure || second(schema, body).length > 0 ? found : [];
  };
}

function createSecondOpinion(root: Json, schemas: readonly string[]): Opinion {
  const ajv = createAjv();
  ajv.addSchema(isObject(root) ? root : {}, 'document');
  const compiled = new Map(schemas.map((pointer) => [pointer, ajv.compile({ $ref: `document${pointer}` })]));
  return (pointer, body) => {
    const validate = compiled.get(pointer);
    if (validate === undefined || validate(withProtoAlias(body))) return [];
    return complaints(validate.errors ?? [], 0);
  };
}

/** Of a body that is wrong everywhere, so many faults say enough. */
const MOST_COMPLAINTS = 100;

/** The errors of Ajv, each fault once. @param skip how many steps lead to the body itself. */
function complaints(errors: readonly ErrorObject[], skip: number): Complaint[] {
  const found = new Map<string, Complaint>();
  for (const error of errors) {
    if (found.size >= MOST_COMPLAINTS) break;
    if (error.keyword === 'if') continue; // the branch that applies reports its own errors
    const way = steps(withoutProtoAlias(error.instancePath)).slice(skip);
    const message = withoutProtoAlias(saying(error));
    const one = { steps: way, message, difference: withoutProtoAlias(differenceIn(error)) };
    found.set(JSON.stringify([one.steps, one.message]), one);
  }
  return [...found.values()];
}

function differenceIn({ keyword, params }: ErrorObject): string {
  const given: Record<string, unknown> = params;
  if (keyword === 'required') return `${String(given.missingProperty)}.missing`;
  const surplus = given.additionalProperty ?? given.unevaluatedProperty;
  return typeof surplus === 'string' ? `${surplus}.surplus` : keyword;
}

/** Ajv's messages, completed by the values or names that they leave out. */
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
