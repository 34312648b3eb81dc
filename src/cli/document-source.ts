import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { loadDocument } from '../contract/load-document.js';
import { cutDocument } from '../contract/pin/cut-document.js';
import { inOneFile } from '../contract/pin/in-one-file.js';
import { parseDocument } from '../contract/pin/parse-document.js';
import { fetchDocument, LARGEST_DOCUMENT, shownUrl } from '../api/fetch-document.js';
import { MB } from '../api/too-large.js';
import { isObject, type Json, type JsonObject } from '../model/json.js';

/** A whole API document, cut to what the operation needs, and where it is from. */
export interface DocumentSource {
  /** A file as it was given, or a URL without what may be secret. */
  readonly name: string;
  /** What others may find it by: of a file, the name alone, since they do not have its folder. */
  readonly recordedAs: string;
  /** SHA-256 in hex: of its bytes, or of the hashes of its files where it has several. */
  readonly sha256: string;
  readonly cut: JsonObject;
}

/**
 * Reads an API document from a file or a URL.
 * @throws Error in a whole sentence
 */
export async function readSource(operand: string): Promise<DocumentSource> {
  const isUrl = /^[a-z][a-z0-9+.-]+:\/\//i.test(operand);
  if (isUrl && !(URL.canParse(operand) && /^https?:/i.test(operand)))
    throw new Error('That is neither a file nor an https URL: give one of them.');
  const name = isUrl ? shownUrl(operand) : operand;
  const bytes = isUrl ? await fetchDocument(operand) : readFile(operand);
  const root = reading(name, () => parseDocument(bytes.toString('utf8'), name));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const recordedAs = isUrl ? name : path.basename(operand);
  if (isUrl || !refersElsewhere(root)) {
    return { name, recordedAs, sha256, cut: reading(name, () => cutDocument(root, name)) };
  }
  const whole = loadDocument(operand);
  const cut = cutDocument(inOneFile(whole.root), name);
  return { name, recordedAs, sha256: whole.hash, cut };
}

/** Does a document refer to other files, or may it? */
function refersElsewhere(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const isElsewhere = isObject(value) && typeof value.$ref === 'string' && !value.$ref.startsWith('#');
  return isElsewhere || Object.values(value).some(refersElsewhere);
}

function readFile(file: string): Buffer {
  try {
    const about = statSync(file);
    if (!about.isFile()) throw new Error('it is not a file');
    if (about.size > LARGEST_DOCUMENT) throw new Error(`it is larger than ${LARGEST_DOCUMENT / MB} MB`);
    return readFileSync(file);
  } catch (error) {
    throw new Error(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function reading(name: string, read: () => JsonObject): JsonObject {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Error(`${name} is nested too deeply to be read.`);
  }
}
