import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isObject, valueAt, type Json, type JsonObject } from '../model/json.js';

/** The operation that this project checks. */
export const OPERATION = { method: 'patch', path: '/browsers/{id}' } as const;

/** The OpenAPI document, as parsed from its file. Nothing is dereferenced: validators follow `$ref` themselves. */
export interface ContractDocument {
  /** Where it was read from, as the settings named it. */
  readonly file: string;
  /** SHA-256 of the file's bytes, in hex: identifies the contract in every report. */
  readonly hash: string;
  readonly root: JsonObject;
}

/** Parsed documents are never changed, and what is made from one is found by it: the last one is parsed only once. */
let last: ContractDocument | undefined;

/**
 * Reads an OpenAPI document (YAML or JSON).
 * @throws Error in a whole sentence when the file cannot be read or does not describe the operation.
 */
export function loadDocument(file: string): ContractDocument {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new Error(`The contract document ${file} cannot be read: ${message(error)}.`);
  }
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (last?.file === file && last.hash === hash) return last;
  let root: unknown;
  try {
    root = parse(bytes.toString('utf8')); // YAML 1.2 contains JSON
  } catch (error) {
    throw new Error(`The contract document ${file} is neither YAML nor JSON: ${message(error)}.`);
  }
  if (!isObject(root)) throw new Error(`The contract document ${file} does not hold an object.`);
  const document = { file, hash, root };
  if (!isObject(valueAt(root, ['paths', OPERATION.path, OPERATION.method]))) {
    throw new Error(`The contract document ${file} does not describe PATCH ${OPERATION.path}.`);
  }
  last = document;
  return document;
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

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
