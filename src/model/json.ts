import { isDeepStrictEqual } from 'node:util';

/** JSON values and the few questions this project asks of them. Nothing here knows of HTTP or of OpenAPI. */

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [name: string]: Json;
}

/** Is the value a JSON object (not null, not an array)? */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Deeper values overflow the stack of whatever walks through them. Databases and other parsers stop at 100 to 1000. */
const DEEPEST = 1000;

/**
 * Parses JSON text.
 * @throws SyntaxError with the parser's words, and for text that is nested too deeply to be looked through.
 */
export function parseJson(text: string): Json {
  if (isDeeper(text, DEEPEST)) throw new SyntaxError(`it is nested more than ${DEEPEST} levels deep`);
  const value: unknown = JSON.parse(text);
  if (!isJson(value)) throw new SyntaxError('JSON text that holds nothing');
  return value;
}

function isDeeper(text: string, deepest: number): boolean {
  let [depth, isInString] = [0, false];
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at];
    if (mark === '"') isInString = !isInString;
    else if (isInString && mark === '\\') at += 1;
    else if (!isInString && (mark === '[' || mark === '{')) depth += 1;
    else if (!isInString && (mark === ']' || mark === '}')) depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}

/** JSON.parse gives nothing but JSON. */
function isJson(value: unknown): value is Json {
  return value !== undefined;
}

/** Deep equality of two JSON values; the order of an object's members does not count, and 0 equals -0 at any depth. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || isDeepStrictEqual(comparable(a), comparable(b));
}

/** A copy without what isDeepStrictEqual distinguishes and JSON does not: the sign of 0, and an object's prototype. */
function comparable(value: Json | undefined): unknown {
  if (value === 0) return 0;
  if (Array.isArray(value)) return value.map(comparable);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, comparable(member)]));
}

/**
 * The path of a member of an object at a path: names joined by dots. A name that would read as a path of its own, or
 * as nothing, stands in quotes.
 */
export function memberPath(path: string, name: string): string {
  const step = name === '' || /[."[\]]/.test(name) ? JSON.stringify(name) : name;
  return path === '' ? step : `${path}.${step}`;
}

const INDEX = /^(?:0|[1-9]\d*)$/;

/** The value at a path of member names and indices, or undefined where the path leads nowhere. */
export function valueAt(value: Json | undefined, path: readonly (string | number)[]): Json | undefined {
  let at = value;
  for (const step of path) {
    if (Array.isArray(at)) at = INDEX.test(String(step)) ? at[Number(step)] : undefined;
    else if (isObject(at) && Object.hasOwn(at, step)) at = at[step];
    else return undefined;
  }
  return at;
}
