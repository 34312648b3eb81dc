import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { isObject, type Json, type JsonObject } from '../../src/model/json.js';

const PINNED = 'openapi/kernel-patch-browser.openapi.yaml';
const RESPONSES = ['paths', '/browsers/{id}', 'patch', 'responses'];

/** The pinned document as an object, with headers declared for the 200 of an update and, as components, for others. */
export function withHeaders(headers: JsonObject, components: JsonObject = {}): JsonObject {
  const pinned: unknown = parse(readFileSync(PINNED, 'utf8'));
  const root = isObject(pinned) ? pinned : {};
  return extended(extended(root, [...RESPONSES, '200'], { headers }), ['components'], components);
}

/** An object with more members in the object at a path. */
function extended(value: Json | undefined, steps: readonly string[], more: JsonObject): JsonObject {
  const object = isObject(value) ? value : {};
  const [step, ...rest] = steps;
  return step === undefined
    ? { ...object, ...more }
    : { ...object, [step]: extended(object[step], rest, more) };
}

/** A document in a file, for whoever reads it from one. */
export function writeDocument(root: JsonObject): { readonly file: string; readonly discard: () => void } {
  const dir = mkdtempSync(path.join(tmpdir(), 'document-'));
  const file = path.join(dir, 'document.json');
  writeFileSync(file, JSON.stringify(root));
  return { file, discard: () => rmSync(dir, { recursive: true, force: true }) };
}
