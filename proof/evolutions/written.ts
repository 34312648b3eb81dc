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
  readonly root: JsonObject;
  /** The other files, by their paths next to it. */
  readonly more: Readonly<Record<string, JsonObject>>;
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
  const more = files?.(before) ?? {};
  for (const [name, content] of Object.entries(more)) write(name, JSON.stringify(content));
  const file =
    text === undefined ? write('document.json', JSON.stringify(root)) : write('document.yaml', text(root));
  return { file, root, more, discard: () => rmSync(folder, { recursive: true, force: true }) };
}
