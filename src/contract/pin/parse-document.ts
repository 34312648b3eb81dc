import { parse } from 'yaml';
import { isObject, parseJson, type JsonObject } from '../../model/json.js';

/**
 * The text of an API document as an object, anchors and merge keys resolved.
 * @param name what to call it in a sentence.
 * @throws Error in a whole sentence when it is none.
 */
export function parseDocument(text: string, name: string): JsonObject {
  const value = read(text, name);
  if (!isObject(value)) throw new Error(`${name} does not hold an OpenAPI document, which is an object.`);
  return value;
}

function read(text: string, name: string): unknown {
  if (/^\s*</.test(text)) throw new Error(`${name} is a web page or XML, not an OpenAPI document.`);
  if (text.includes('\0')) throw new Error(`${name} is not text: give an OpenAPI document in YAML or JSON.`);
  try {
    if (/^\s*\{/.test(text)) return parseJson(text);
  } catch {
    // YAML allows braces, too.
  }
  try {
    return parse(text, { merge: true, logLevel: 'error' });
  } catch (error) {
    const why =
      error instanceof Error ? (error.message.split('\n')[0] ?? '').replace(/[:.]$/, '') : String(error);
    throw new Error(`${name} is neither YAML nor JSON: ${why}.`);
  }
}
