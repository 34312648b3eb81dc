import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { ContractDocument } from '../../src/contract/document.js';
import { isObject, parseJson, valueAt, type Json, type JsonObject } from '../../src/model/json.js';

const PINNED = 'openapi/kernel-patch-browser.openapi.yaml';
const SCHEMAS = ['components', 'schemas'];
const REQUEST = [...SCHEMAS, 'BrowserUpdateRequest'];
const VIEWPORT = [...SCHEMAS, 'BrowserViewport'];
const PATH = ['paths', '/browsers/{id}'];

const OTHER_WORDS = 'The ID of the proxy for the session.';

/** Ways in which the document changes from month to month, each as a change of the pinned one. */
const EVOLUTIONS = {
  'another path parameter': (root) => {
    const paths = objectAt(root, ['paths']);
    paths['/browsers/{id_or_name}'] = paths['/browsers/{id}'] ?? {};
    delete paths['/browsers/{id}'];
    objectAt(paths, ['/browsers/{id_or_name}', 'patch', 'parameters', '0']).name = 'id_or_name';
  },
  'other names of components': (root) => {
    const text = JSON.stringify(root).replaceAll(/#\/components\/(schemas|responses)\//g, '$&New');
    Object.assign(root, asObject(parseJson(text)));
    for (const kind of ['schemas', 'responses']) {
      const components = objectAt(root, ['components', kind]);
      for (const [name, component] of Object.entries(components)) {
        components[`New${name}`] = component;
        Reflect.deleteProperty(components, name);
      }
    }
  },
  'a viewport without bounds': (root) => {
    for (const side of ['width', 'height']) {
      for (const bound of ['minimum', 'maximum']) drop(root, [...VIEWPORT, 'properties', side, bound]);
    }
  },
  'a sentence in other words': (root) => {
    const proxy = objectAt(root, [...REQUEST, 'properties', 'proxy_id']);
    const text = typeof proxy.description === 'string' ? proxy.description : '';
    proxy.description = text.replace('Which proxy the session uses, by ID.', OTHER_WORDS);
  },
  'no profile': (root) => drop(root, [...REQUEST, 'properties', 'profile']),
  'no 403': (root) => drop(root, [...PATH, 'patch', 'responses', '403']),
  'a required refresh rate': (root) => {
    objectAt(root, VIEWPORT).required = ['width', 'height', 'refresh_rate'];
  },
  'short profile names': (root) => {
    objectAt(root, [...SCHEMAS, 'BrowserProfile', 'properties', 'name']).maxLength = 10;
  },
  'an optional body': (root) => {
    drop(root, [...PATH, 'patch', 'requestBody', 'required']);
  },
} as const satisfies Record<string, (root: JsonObject) => void>;

export type Evolution = keyof typeof EVOLUTIONS;

/** The pinned document after one of these changes, or another. */
export function evolved(how: Evolution | ((root: JsonObject) => void)): ContractDocument {
  const root = asObject(parseJson(JSON.stringify(parse(readFileSync(PINNED, 'utf8')))));
  (typeof how === 'string' ? EVOLUTIONS[how] : how)(root);
  const hash = createHash('sha256').update(JSON.stringify(root)).digest('hex');
  return { file: 'evolved.json', hash, root };
}

/** The object at a path, to be changed. */
export function objectAt(root: JsonObject, path: readonly string[]): JsonObject {
  return asObject(valueAt(root, path));
}

function drop(root: JsonObject, path: readonly string[]): void {
  const [name] = path.slice(-1);
  if (name !== undefined) Reflect.deleteProperty(objectAt(root, path.slice(0, -1)), name);
}

function asObject(value: Json | undefined): JsonObject {
  if (!isObject(value)) throw new Error('The pinned document has no such object.');
  return value;
}
