import { isObject, type Json, type JsonObject } from '../../src/model/json.js';
import { sessionIdOf, type How, type Reach } from '../../src/reference-server/deviation.js';
import type { Answer } from '../../src/reference-server/answer.js';
import type { Call } from '../../src/reference-server/http.js';
import { objectIn } from '../../src/reference-server/rewriting.js';

/** One way in which a server may differ without contradicting the document. */
export interface Variation {
  /** Stable: people and reports refer to it. */
  readonly name: string;
  /** What the server does. */
  readonly sentence: string;
  readonly reach: Reach;
  readonly how: How;
}

/** Rewrites every answer. */
export function answers(rewrite: (answer: Answer, call: Call) => Answer): How {
  return () => ({ around: (call, answer) => rewrite(answer(call), call) });
}

/** Rewrites the bodies that show a session, of PATCH and of GET alike. */
export function sessions(rewrite: (session: JsonObject, call: Call) => JsonObject): How {
  return answers((answer, call) => {
    const body = answer.status === 200 ? objectIn(answer) : undefined;
    return body && sessionIdOf(call) !== undefined ? { ...answer, body: rewrite(body, call) } : answer;
  });
}

/** Rewrites the bodies of errors. */
export function errors(rewrite: (error: JsonObject, status: number) => JsonObject): How {
  return answers((answer) => {
    const body = answer.status >= 400 ? objectIn(answer) : undefined;
    return body ? { ...answer, body: rewrite(body, answer.status) } : answer;
  });
}

/** A copy of a JSON value with every string in it rewritten, under the name of its member. */
function eachString(value: Json, rewrite: (text: string, member: string) => string, member = ''): Json {
  if (typeof value === 'string') return rewrite(value, member);
  if (Array.isArray(value)) return value.map((item) => eachString(item, rewrite, member));
  return isObject(value) ? eachStringIn(value, rewrite) : value;
}

/** The same for an object. */
export function eachStringIn(
  value: JsonObject,
  rewrite: (text: string, member: string) => string,
): JsonObject {
  const members = Object.entries(value).map(
    ([name, item]) => [name, eachString(item, rewrite, name)] as const,
  );
  return Object.fromEntries(members);
}
