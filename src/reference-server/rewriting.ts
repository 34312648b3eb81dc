import { isObject, type Json, type JsonObject } from '../model/json.js';
import type { Answer } from './answer.js';
import type { How } from './deviation.js';

/** What becomes of a member: its new value, or undefined to take it away. */
export type Change = (value: Json | undefined) => Json | undefined;

/** A copy of an object with one member changed. `path` is dotted; where its parent is missing nothing changes. */
export function changed(body: JsonObject, path: string, change: Change): JsonObject {
  const [name = '', ...rest] = path.split('.');
  const before = body[name];
  if (rest.length > 0) {
    return isObject(before) ? { ...body, [name]: changed(before, rest.join('.'), change) } : body;
  }
  const after = change(before);
  if (after !== undefined) return { ...body, [name]: after };
  return Object.fromEntries(Object.entries(body).filter(([member]) => member !== name));
}

/** The JSON object that an answer holds; undefined when it holds anything else. */
export function objectIn(answer: Answer): JsonObject | undefined {
  return isObject(answer.body) && !(answer.body instanceof Uint8Array) ? answer.body : undefined;
}

/** The text of an answer's body, as it goes over the wire. */
export function textIn(answer: Answer): string {
  if (answer.body === undefined) return '';
  return answer.body instanceof Uint8Array
    ? Buffer.from(answer.body).toString('utf8')
    : JSON.stringify(answer.body);
}

/** The answer with other text in place of its body, under the same headers. */
export function withText(answer: Answer, text: string): Answer {
  return { ...answer, body: Buffer.from(text) };
}

/** The answer under another content type; undefined leaves it without one. */
export function withType(answer: Answer, type: string | undefined): Answer {
  const others = Object.entries(answer.headers).filter(([name]) => name !== 'Content-Type');
  const headers = Object.fromEntries(others);
  return { ...answer, headers: type === undefined ? headers : { ...headers, 'Content-Type': type } };
}

/** Rewrites the answers that have this status. */
export function onStatus(status: number, rewrite: (answer: Answer) => Answer): How {
  return () => ({
    around: (call, answer) => {
      const given = answer(call);
      return given.status === status ? rewrite(given) : given;
    },
  });
}

/** Rewrites the bodies of the answers that have this status. */
export function onBody(status: number, rewrite: (body: JsonObject) => Json): How {
  return onStatus(status, (answer) => {
    const body = objectIn(answer);
    return body === undefined ? answer : { ...answer, body: rewrite(body) };
  });
}
