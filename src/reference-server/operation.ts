import { isObject, valueAt, type JsonObject } from '../model/json.js';
import { below, locate, objectAt, pointerTo } from './pointers.js';

/** An operation on one session: that of a method of `/browsers/{…}`, whatever the parameter is called. */
export interface Operation {
  readonly pointer: string;
  readonly value: JsonObject;
  /** What the document calls the variable segment of the path. */
  readonly parameter: string;
}

const ONE_SESSION = /^\/browsers\/\{([^{}/]+)\}\/?$/;

/** Finds an operation on one session; undefined where the document describes none. */
export function findOperation(document: JsonObject, method: string): Operation | undefined {
  const paths = isObject(document.paths) ? document.paths : {};
  for (const name of Object.keys(paths)) {
    const parameter = ONE_SESSION.exec(name)?.[1];
    if (parameter === undefined) continue;
    const item = objectAt(document, pointerTo(['paths', name]));
    const found = item && objectAt(document, below(item.pointer, method));
    if (found) return { ...found, parameter };
  }
  return undefined;
}

/** The bodies that an operation takes: its media types, and the pointer of the schema that they have. */
export interface RequestBody {
  readonly mediaTypes: readonly string[];
  readonly schema: string;
}

/**
 * The JSON bodies that an operation takes.
 * @throws Error where it takes none.
 */
export function requestBodyOf(document: JsonObject, operation: Operation): RequestBody {
  const body = objectAt(document, below(operation.pointer, 'requestBody'));
  const content = body && jsonContent(document, body.pointer);
  const [first] = content ?? [];
  if (first === undefined) throw new Error(`${operation.pointer} takes no JSON body that has a schema`);
  const usual = content?.find(({ mediaType }) => mediaType === 'application/json') ?? first;
  return { mediaTypes: (content ?? []).map(({ mediaType }) => mediaType), schema: usual.schema };
}

/** The declaration of the answers that have a status; undefined where there is none. */
function responseTo(
  document: JsonObject,
  operation: Operation,
  status: number,
): { readonly pointer: string; readonly value: JsonObject } | undefined {
  const responses = objectAt(document, below(operation.pointer, 'responses'));
  if (responses === undefined) return undefined;
  const keys = [String(status), `${Math.floor(status / 100)}XX`, `${Math.floor(status / 100)}xx`, 'default'];
  const key = keys.find((candidate) => Object.hasOwn(responses.value, candidate));
  return key === undefined ? undefined : objectAt(document, below(responses.pointer, key));
}

/** A JSON body that a message may have. */
interface JsonContent {
  readonly mediaType: string;
  readonly schema: string;
}

/** The JSON bodies that a response, or a request, may have. */
function jsonContent(document: JsonObject, pointer: string): JsonContent[] {
  const content = objectAt(document, below(pointer, 'content'));
  if (content === undefined) return [];
  return Object.keys(content.value).flatMap((key): JsonContent[] => {
    const mediaType = key.split(';')[0]?.trim().toLowerCase() ?? '';
    const schema = below(content.pointer, key, 'schema');
    return isJson(mediaType) && valueAt(content.value, [key, 'schema']) !== undefined
      ? [{ mediaType, schema }]
      : [];
  });
}

function isJson(mediaType: string): boolean {
  return mediaType === 'application/json' || mediaType.endsWith('+json');
}

/** The media type and schema of the JSON that answers with a status have; undefined where none is declared. */
export function answerContent(
  document: JsonObject,
  operation: Operation,
  status: number,
): JsonContent | undefined {
  const response = responseTo(document, operation, status);
  const content = response === undefined ? [] : jsonContent(document, response.pointer);
  return content.find(({ mediaType }) => mediaType === 'application/json') ?? content[0];
}

/** Does the operation name this status itself, not only a range that it falls into? */
export function declares(document: JsonObject, operation: Operation, status: number): boolean {
  return locate(document, below(operation.pointer, 'responses', String(status))) !== undefined;
}

/** The pointer of the schema of an update. */
export function updateSchema(document: JsonObject): string {
  const update = findOperation(document, 'patch');
  if (update === undefined) throw new Error('The document does not describe PATCH of /browsers/{id}.');
  return requestBodyOf(document, update).schema;
}
