import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { cutDocument } from '../contract/pin/cut-document.js';
import { parseDocument } from '../contract/pin/parse-document.js';
import { fetchDocument, LARGEST_DOCUMENT, shownUrl } from '../api/fetch-document.js';
import { MB } from '../api/too-large.js';
import type { JsonObject } from '../model/json.js';

/** A whole API document, cut to what the operation needs, and where it is from. */
export interface DocumentSource {
  /** A file as it was given, or a URL without what may be secret. */
  readonly name: string;
  /** What others may find it by: of a file, the name alone, since they do not have its folder. */
  readonly recordedAs: string;
  /** SHA-256 of its bytes, in hex. */
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
  return {
    name,
    recordedAs: isUrl ? name : path.basename(operand),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    cut: cut(bytes.toString('utf8'), name),
  };
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

function cut(text: string, name: string): JsonObject {
  try {
    return cutDocument(parseDocument(text, name), name);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Error(`${name} is nested too deeply to be read.`);
  }
}
