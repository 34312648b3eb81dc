import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { CORE_SCHEMA, loadAll, mergeTag } from 'js-yaml';
import { isObject, parseJson, type Json } from '../model/json.js';

/** The largest public APIs are described in about 10 MB. */
const MOST_MB = 16;
/** More than people nest; every later walk through the document may then be recursive. */
const DEEPEST = 200;
/** Repeated aliases count as often as they are used: a few lines of them can stand for billions of values. */
const MOST_VALUES = 4_000_000;

/** YAML as people write it, merge keys included; a date stays the text that it is in JSON. */
const SCHEMA = CORE_SCHEMA.withTags(mergeTag);

/**
 * Reads a YAML or JSON file of bounded size.
 * @throws Error with what is wrong, to follow the name of the file: `is a folder, not a file`.
 */
export function readDocumentFile(file: string): { readonly bytes: Buffer; readonly value: Json } {
  const bytes = bytesOf(file);
  const value = parsed(textOf(bytes), path.extname(file) === '.json');
  const excess = excessOf(value);
  if (excess !== undefined) throw new Error(excess);
  return { bytes, value };
}

function bytesOf(file: string): Buffer {
  try {
    const found = statSync(file);
    if (found.isDirectory()) throw new Error('it is a folder');
    if (!found.isFile()) throw new Error('it is a device or a pipe, not a file'); // opening it could take for ever
    if (found.size > MOST_MB * 1e6)
      throw new Error(`it has ${Math.round(found.size / 1e6)} MB, and at most ${MOST_MB} MB are read`);
    return readFileSync(file);
  } catch (error) {
    throw new Error(`cannot be read: ${messageOf(error)}`);
  }
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error('is not text in UTF-8');
  }
}

/** Text in braces may be JSON, which is quicker to read, or YAML with its members in one line. */
function parsed(text: string, isNamedJson: boolean): Json {
  if (isNamedJson || /^\s*\{/.test(text)) {
    try {
      return parseJson(text);
    } catch (error) {
      if (isNamedJson) throw new Error(`is not JSON: ${messageOf(error)}`);
    }
  }
  let documents: unknown[];
  try {
    documents = loadAll(text, { schema: SCHEMA, maxDepth: DEEPEST });
  } catch (error) {
    throw new Error(`is neither YAML nor JSON: ${placeIn(error)}${messageOf(error)}`);
  }
  if (documents.length > 1) throw new Error(`holds ${documents.length} YAML documents instead of one`);
  const [value] = documents;
  return isJson(value) ? value : null;
}

/** The core schema of YAML gives nothing but JSON and numbers that JSON cannot write. */
function isJson(value: unknown): value is Json {
  return value !== undefined;
}

/** Too much for whatever walks through a document; an alias inside of what it names has no end. */
function excessOf(root: Json): string | undefined {
  const left: (readonly [value: Json, depth: number])[] = [[root, 0]];
  let seen = 0;
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [value, depth] = next;
    seen += 1;
    if (seen > MOST_VALUES)
      return `holds more than ${MOST_VALUES} values, counting those behind YAML aliases each time`;
    if (depth > DEEPEST) return `is nested more than ${DEEPEST} levels deep`;
    if (typeof value !== 'object' || value === null) continue;
    for (const member of Object.values(value)) left.push([member, depth + 1]);
  }
  return undefined;
}

/** The parser's own message quotes lines of the file. */
function messageOf(error: unknown): string {
  if (isObject(error) && typeof error.reason === 'string') return error.reason;
  return error instanceof Error ? error.message : String(error);
}

function placeIn(error: unknown): string {
  const mark = isObject(error) ? error.mark : undefined;
  return isObject(mark) && typeof mark.line === 'number' ? `line ${mark.line + 1}: ` : '';
}
