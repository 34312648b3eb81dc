import { isObject, valueAt, type Json, type JsonObject } from '../model/json.js';

/** The operation that this project checks, by the name that the pinned document gives its parameter. */
export const OPERATION = { method: 'patch', path: '/browsers/{id}' } as const;

/** The member of a document below which the files that it refers to stand, by their names. */
export const OTHER_FILES = 'x-other-files';

/**
 * The OpenAPI document, as far as the operation needs it. Nothing is dereferenced: validators follow `$ref` themselves,
 * and each is a pointer into this document.
 */
export interface ContractDocument {
  /** Where it was read from, as the settings named it. */
  readonly file: string;
  /** SHA-256 of the file's bytes, in hex: identifies the contract in every report. */
  readonly hash: string;
  readonly root: JsonObject;
}

/** The path of steps that a JSON pointer names. Only with `#` is it a URI fragment, in which `%` begins an escape. */
export function steps(pointer: string): string[] {
  const isFragment = pointer.startsWith('#');
  return pointer
    .slice(isFragment ? 1 : 0)
    .split('/')
    .slice(1)
    .map((step) => (isFragment ? unescaped(step) : step).replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A `%` that begins no escape is literal: a pointer that leads nowhere is reported as such, not as a URIError. */
function unescaped(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}

/** The JSON pointer, as a URI fragment, of a location below another pointer. */
export function below(pointer: string, ...path: (string | number)[]): string {
  const encoded = path.map((step) =>
    encodeURIComponent(String(step).replaceAll('~', '~0').replaceAll('/', '~1')).replaceAll('%24', '$'),
  );
  return [pointer, ...encoded].join('/');
}

/** A pointer as people look it up: with the name of the other file that it leads into. */
export function shownPointer(pointer: string): string {
  const [root, file, ...rest] = steps(pointer);
  return root === OTHER_FILES && file !== undefined ? below(`${file}#`, ...rest) : pointer;
}

/** Pointers that were followed before: a document does not change, and every member of every response is looked up. */
const followed = new WeakMap<ContractDocument, Map<string, Json | undefined>>();

/** The value at a pointer into the document; undefined where there is none. */
export function at(document: ContractDocument, pointer: string): Json | undefined {
  const known = followed.get(document) ?? new Map<string, Json | undefined>();
  followed.set(document, known);
  if (!known.has(pointer)) known.set(pointer, valueAt(document.root, steps(pointer)));
  return known.get(pointer);
}

/**
 * Follows `$ref` until it reaches a value that is not a reference.
 * @returns the pointer reached and the value there. Siblings of a `$ref` are left to the caller.
 * @throws Error when a reference leads out of the document, nowhere, or in a circle.
 */
export function follow(document: ContractDocument, pointer: string): { pointer: string; value: Json } {
  const seen = new Set<string>();
  let here = pointer;
  for (;;) {
    const value = at(document, here);
    if (value === undefined) throw new Error(`The contract document has nothing at ${here}.`);
    const target = isObject(value) ? value.$ref : undefined;
    if (typeof target !== 'string') return { pointer: here, value };
    if (!target.startsWith('#'))
      throw new Error(`The reference ${target} at ${here} leads out of the document.`);
    if (seen.has(target)) throw new Error(`The reference ${target} at ${here} is circular.`);
    seen.add(target);
    here = target;
  }
}
