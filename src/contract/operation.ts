import { isObject, type JsonObject } from '../model/json.js';
import { at, below, follow, OPERATION, type ContractDocument } from './document.js';
import { essence, isJson } from './media-type.js';

export type Method = 'patch' | 'get';

/** Where a document describes the operation. Pointers lead past `$ref`s: names of components and parameters do not matter. */
export interface Operation {
  /** The path as the document writes it: `/browsers/{id}`, or with another name for the parameter. */
  readonly path: string;
  /** JSON pointer of the PATCH. */
  readonly pointer: string;
  /** JSON pointer of the GET of the same path; undefined where it is not described. */
  readonly read: string | undefined;
  /** Undefined where the document describes no JSON body. */
  readonly body: RequestBody | undefined;
}

interface RequestBody {
  /** JSON pointer of the request body object. */
  readonly pointer: string;
  readonly isRequired: boolean;
  /** The media type that bodies are sent as: `application/json` where it is declared. */
  readonly mediaType: string;
  /** The other kinds of JSON that are declared. */
  readonly otherTypes: readonly string[];
  /** JSON pointer of the schema. */
  readonly schema: string;
}

/** A path with one parameter after the same steps, whatever the parameter is called. */
const SHAPE = new RegExp(`^${OPERATION.path.replace(/\{\w+\}/, String.raw`\{[^{}/]+\}`)}$`);

const found = new WeakMap<ContractDocument, Operation>();

/**
 * Finds the operation by its method and the shape of its path.
 * @throws Error in a whole sentence when the document does not describe it, or a `$ref` on the way leads nowhere.
 */
export function operationOf(document: ContractDocument): Operation {
  const operation = found.get(document) ?? find(document);
  found.set(document, operation);
  return operation;
}

/**
 * JSON pointer of the schema that updates are held to.
 * @throws Error in a whole sentence when there is none.
 */
export function requestSchemaOf(document: ContractDocument): string {
  const { body, pointer } = operationOf(document);
  if (body !== undefined) return body.schema;
  throw new Error(`The contract document ${document.file} describes no JSON request body at ${pointer}.`);
}

/** The paths that may be the operation's, as keys of `paths`. */
export function likelyPaths({ paths }: JsonObject): string[] {
  return isObject(paths) ? Object.keys(paths).filter((one) => SHAPE.test(one)) : [];
}

function find(document: ContractDocument): Operation {
  for (const path of likelyPaths(document.root)) {
    const item = follow(document, below('#/paths', path));
    if (!isObject(item.value) || !isObject(item.value[OPERATION.method])) continue;
    const pointer = below(item.pointer, OPERATION.method);
    const read = isObject(item.value.get) ? below(item.pointer, 'get') : undefined;
    return { path, pointer, read, body: bodyOf(document, pointer) };
  }
  throw new Error(`The contract document ${document.file} does not describe PATCH ${OPERATION.path}.`);
}

function bodyOf(document: ContractDocument, operation: string): RequestBody | undefined {
  const declared = below(operation, 'requestBody');
  if (at(document, declared) === undefined) return undefined;
  const { pointer, value } = follow(document, declared);
  const content: JsonObject = isObject(value) && isObject(value.content) ? value.content : {};
  const types = Object.keys(content).filter((type) => isJson(type));
  const mediaType = types.find((type) => essence(type) === 'application/json') ?? types[0];
  if (mediaType === undefined) return undefined;
  return {
    pointer,
    isRequired: isObject(value) && value.required === true,
    mediaType,
    otherTypes: types.filter((type) => type !== mediaType),
    schema: below(pointer, 'content', mediaType, 'schema'),
  };
}
