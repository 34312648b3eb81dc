import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isObject, type JsonObject } from '../../src/model/json.js';

/** The pinned document with more members in the request schema and in what a session shows. */
export function withMembers(request: JsonObject, shown: JsonObject): JsonObject {
  const root: unknown = parse(readFileSync('openapi/kernel-patch-browser.openapi.yaml', 'utf8'));
  if (!isObject(root)) throw new Error('The pinned document is no object.');
  add(root, 'BrowserUpdateRequest', request);
  add(root, 'Browser', shown);
  return root;
}

function add({ components }: JsonObject, name: string, members: JsonObject): void {
  const schemas = isObject(components) ? components.schemas : undefined;
  const schema = isObject(schemas) ? schemas[name] : undefined;
  if (isObject(schema) && isObject(schema.properties)) Object.assign(schema.properties, members);
}
