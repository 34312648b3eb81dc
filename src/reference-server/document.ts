import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isObject, valueAt, type JsonObject } from '../model/json.js';

/** Documents by their text: tests that start hundreds of reference servers read theirs once. It is never changed. */
const known = new Map<string, JsonObject>();

/**
 * Reads the document that the reference server plays. It does not use `src/contract` for it: what misreads the document
 * there must not misread it here as well.
 * @throws Error in a whole sentence when the file cannot be read or does not describe an update.
 */
export function readDocument(file: string): JsonObject {
  let text: string;
  let root: unknown;
  try {
    text = readFileSync(file, 'utf8');
    const before = known.get(text);
    if (before !== undefined) return before;
    root = parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The reference server cannot read the document ${file}: ${reason}.`);
  }
  if (!isObject(root)) throw new Error(`The document ${file} does not hold an object.`);
  for (const name of ['BrowserUpdateRequest', 'BrowserViewport', 'BrowserProfile']) {
    if (!isObject(valueAt(root, ['components', 'schemas', name]))) {
      throw new Error(`The document ${file} does not define the schema ${name}.`);
    }
  }
  known.set(text, root);
  return root;
}
