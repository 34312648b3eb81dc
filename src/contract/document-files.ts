import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import path from 'node:path';
import type { Json } from '../model/json.js';
import { OTHER_FILES, below, steps } from './document.js';
import { readDocumentFile } from './read-document-file.js';

/** A document is kept in tens of files, not in thousands. */
const MOST_FILES = 500;

/** A file that belongs to a document. */
interface DocumentFile {
  /** Its path below the folder of the document, by which people know it; undefined for the document itself. */
  readonly name: string | undefined;
  readonly path: string;
  readonly value: Json;
}

/** What a reference names. */
export interface Place {
  readonly file: DocumentFile;
  readonly steps: readonly string[];
}

/** The files of one document: its own, and those in its folder that it refers to. */
export interface DocumentFiles {
  readonly main: DocumentFile;
  /** @throws Error with the reason, to follow the reference, where it names no file that may be read. */
  resolve(reference: string, from: DocumentFile): Place;
  /** SHA-256 in hex: of the bytes of the only file, or of the hashes of all files. */
  hash(): string;
}

/**
 * Opens a document by its file.
 * @throws Error with what is wrong, to follow the name of the file.
 */
export function openDocumentFiles(file: string): DocumentFiles {
  const hashes: string[] = [];
  const read = (at: string, name?: string): DocumentFile => {
    const { bytes, value } = readDocumentFile(at);
    hashes.push(createHash('sha256').update(bytes).digest('hex'));
    return { name, path: at, value };
  };
  const main = read(file);
  const folder = realpathSync(path.dirname(file));
  const known = new Map<string, DocumentFile>([[realpathSync(file), main]]);

  const fileAt = (location: string): DocumentFile => {
    const real = realOf(location);
    const inside = path.relative(folder, real);
    if (inside.startsWith('..') || path.isAbsolute(inside))
      throw new Error('leads out of the folder of the document');
    const found = known.get(real);
    if (found !== undefined) return found;
    if (known.size >= MOST_FILES) throw new Error(`leads to more than ${MOST_FILES} files`);
    const opened = opening(() => read(real, inside.split(path.sep).join('/')));
    known.set(real, opened);
    return opened;
  };

  return {
    main,
    resolve: (reference, from) => {
      const at = reference.indexOf('#');
      const location = at < 0 ? reference : reference.slice(0, at);
      const fragment = at < 0 ? '' : reference.slice(at);
      if (/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(location))
        throw new Error('leads to another host, and nothing is read from the network');
      if (fragment.length > 1 && !fragment.startsWith('#/'))
        throw new Error('names an anchor, and only JSON pointers (#/…) are followed');
      const file =
        location === '' ? from : fileAt(path.resolve(path.dirname(from.path), unescaped(location)));
      return { file, steps: steps(fragment) };
    },
    hash: () =>
      hashes.length === 1 ? String(hashes[0]) : createHash('sha256').update(hashes.join('\n')).digest('hex'),
  };
}

/** The JSON pointer of a place in a document that holds all of its files. */
export function pointerOf({ file, steps: path }: Place): string {
  return file.name === undefined ? below('#', ...path) : below('#', OTHER_FILES, file.name, ...path);
}

function realOf(location: string): string {
  try {
    return realpathSync(location);
  } catch {
    throw new Error('leads to a file that does not exist');
  }
}

function opening(read: () => DocumentFile): DocumentFile {
  try {
    return read();
  } catch (error) {
    throw new Error(`leads to a file that ${error instanceof Error ? error.message : String(error)}`);
  }
}

function unescaped(location: string): string {
  try {
    return decodeURIComponent(location);
  } catch {
    return location;
  }
}
