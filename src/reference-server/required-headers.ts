import { isObject, valueAt, type Json, type JsonObject } from '../model/json.js';
import type { Answer } from './answer.js';
import { sessionIdOf } from './deviation.js';
import type { Call } from './http.js';
import { requiredHeader, type RequiredHeader } from './required-header.js';
import { resolved } from './resolved.js';

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
  const responses = valueAt(document, ['paths', '/browsers/{id}', method, 'responses']);
  const entries = Object.entries(isObject(responses) ? responses : {});
  return new Map(entries.map(([key, response]) => [key, requiredBy(document, resolved(document, response))]));
}

function requiredBy(document: JsonObject, response: Json | undefined): RequiredHeader[] {
  const headers = isObject(response) && isObject(response.headers) ? response.headers : {};
  return Object.entries(headers).flatMap(([name, declared]) => {
    const header = resolved(document, declared);
    if (!isObject(header) || header.required !== true) return [];
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
  const keys = [String(status), `${Math.floor(status / 100)}XX`, 'default'];
  return responses.get(keys.find((key) => responses.has(key)) ?? '') ?? [];
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
