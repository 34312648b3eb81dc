import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isObject, valueAt, type JsonObject } from '../contract/json.js';

/**
 * Reads the document that the stand-in plays. It does not use `src/contract` for it: what misreads the document
 * there must not misread it here as well.
 * @throws Error in a whole sentence when the file cannot be read or does not describe an update.
 */
export function readDocument(file: string): JsonObject {
  let root: unknown;
  try {
    root = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The stand-in cannot read the document ${file}: ${reason}.`);
  }
  if (!isObject(root)) throw new Error(`The document ${file} does not hold an object.`);
  for (const name of ['BrowserUpdateRequest', 'BrowserViewport', 'BrowserProfile']) {
    if (!isObject(valueAt(root, ['components', 'schemas', name]))) {
      throw new Error(`The document ${file} does not define the schema ${name}.`);
    }
  }
  return root;
}
