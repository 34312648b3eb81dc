import type { JsonObject } from '../model/json.js';
import type { Answer } from './answer.js';
import { sessionIdOf } from './deviation.js';
import type { Call } from './http.js';
import { findOperation } from './operation.js';
import { below, objectAt } from './pointers.js';
import { requiredHeader, type RequiredHeader } from './required-header.js';

/** OpenAPI has `Content-Type` ignored among the headers; the others are written with the bytes of an answer. */
const WRITTEN_ANYWAY = ['content-type', 'content-length', 'date'];

/** Completes an answer to a call by the headers that the document requires of it. */
type Complete = (call: Call, answer: Answer) => Answer;

/** Like the schemas of bodies, those of headers are compiled once for each document. */
const known = new WeakMap<JsonObject, Complete>();

/**
 * Makes the function that completes answers.
 * @throws Error in a whole sentence where no value is found for a required header.
 */
export function requiredHeaders(document: JsonObject): Complete {
  const before = known.get(document);
  if (before !== undefined) return before;
  const patch = headersOf(document, 'patch');
  const get = headersOf(document, 'get');
  const complete: Complete = (call, answer) => {
    // PATCH is one operation, whatever the path; of the GETs, the document describes that of a session at most.
    if (call.method === 'PATCH') return completed(answer, patch);
    return call.method === 'GET' && sessionIdOf(call) !== undefined ? completed(answer, get) : answer;
  };
  known.set(document, complete);
  return complete;
}

/** The headers that the document requires of the answers to an operation, by the key of its response. */
type ByResponse = ReadonlyMap<string, readonly RequiredHeader[]>;

function headersOf(document: JsonObject, method: string): ByResponse {
  const operation = findOperation(document, method);
  const responses = operation && objectAt(document, below(operation.pointer, 'responses'));
  const keys = Object.keys(responses?.value ?? {});
  return new Map(
    keys.map((key) => [key.toUpperCase(), requiredBy(document, below(responses?.pointer ?? '', key))]),
  );
}

function requiredBy(document: JsonObject, response: string): RequiredHeader[] {
  const headers = objectAt(document, below(objectAt(document, response)?.pointer ?? response, 'headers'));
  return Object.keys(headers?.value ?? {}).flatMap((name) => {
    const header = objectAt(document, below(headers?.pointer ?? '', name));
    if (header?.value.required !== true) return [];
    return WRITTEN_ANYWAY.includes(name.toLowerCase()) ? [] : [requiredHeader(document, name, header)];
  });
}

/** What the answer says by itself stays, where it fits. */
function completed(answer: Answer, responses: ByResponse): Answer {
  const own = Object.entries(answer.headers);
  const missing = forStatus(responses, answer.status).filter(
    ({ name, fits }) => !own.some(([one, text]) => isSame(one, name) && fits(text)),
  );
  if (missing.length === 0) return answer;
  const kept = own.filter(([one]) => !missing.some(({ name }) => isSame(one, name)));
  const added = missing.map(({ name, value }) => [name, value] as const);
  return { ...answer, headers: Object.fromEntries([...kept, ...added]) };
}

function forStatus(responses: ByResponse, status: number): readonly RequiredHeader[] {
  const keys = [String(status), `${Math.floor(status / 100)}XX`, 'DEFAULT'];
  return responses.get(keys.find((key) => responses.has(key)) ?? '') ?? [];
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
