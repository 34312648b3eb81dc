import { isObject, valueAt, type Json, type JsonObject } from '../model/json.js';
import { PlaceError } from './document-error.js';

/** A value of the document, and the JSON pointer (as a URI fragment) that leads to it. */
export interface Located {
  readonly pointer: string;
  readonly value: Json;
}

/** The longest chain of references that is followed; a longer one is a circle. */
const LONGEST = 20;

/** The pointer of a path of member names. */
export function pointerTo(path: readonly string[]): string {
  return ['#', ...path.map(escaped)].join('/');
}

/** The pointer of a place below another one. */
export function below(pointer: string, ...path: readonly string[]): string {
  return [pointer, ...path.map(escaped)].join('/');
}

function escaped(step: string): string {
  return encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** The member names that a pointer is made of. */
export function pathOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => unescaped(step).replaceAll('~1', '/').replaceAll('~0', '~'));
}

function unescaped(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step; // a `%` that begins no escape is meant as it is
  }
}

/** What is at a pointer, past any `$ref`; undefined where there is nothing. */
export function locate(document: JsonObject, pointer: string): Located | undefined {
  let here = pointer;
  for (let step = 0; step < LONGEST; step += 1) {
    const value = valueAt(document, pathOf(here));
    if (value === undefined) return undefined;
    if (!isObject(value) || typeof value.$ref !== 'string') return { pointer: here, value };
    here = value.$ref;
  }
  throw new PlaceError(pointer, 'refers to itself, in a circle');
}

/** The object at a pointer, past any `$ref`, with its own pointer; undefined where there is none. */
export function objectAt(
  document: JsonObject,
  pointer: string,
): { readonly pointer: string; readonly value: JsonObject } | undefined {
  const found = locate(document, pointer);
  return found && isObject(found.value) ? { pointer: found.pointer, value: found.value } : undefined;
}
