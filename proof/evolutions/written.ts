import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { isObject, type JsonObject } from '../../src/model/json.js';
import type { Evolution } from './evolution.js';

const PINNED = 'openapi/kernel-patch-browser.openapi.yaml';

/** An evolved document in files of its own. */
export interface Written {
  /** As people write it. */
  readonly file: string;
  /** The same as plain JSON, under the name by which the second opinion knows a document. */
  readonly plain: string;
  readonly root: JsonObject;
  discard(): void;
}

/** Writes the pinned document, evolved, to a folder of its own. */
export function writeEvolved({ change, files, text }: Evolution): Written {
  const pinned: unknown = parse(readFileSync(PINNED, 'utf8'));
  const before = isObject(pinned) ? pinned : {};
  const root = change(before);
  const folder = mkdtempSync(path.join(tmpdir(), 'evolution-'));
  const write = (name: string, content: string): string => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  };
  for (const [name, content] of Object.entries(files?.(before) ?? {})) write(name, JSON.stringify(content));
  const plain = write('document.openapi.json', JSON.stringify(root));
  const file = text === undefined ? plain : write('document.yaml', text(root));
  return { file, plain, root, discard: () => rmSync(folder, { recursive: true, force: true }) };
}
