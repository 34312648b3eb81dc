import { realpathSync } from 'node:fs';
import path from 'node:path';
import { isObject, type Json, type JsonObject } from '../model/json.js';
import { PlaceError } from './document-error.js';
import { pointerTo } from './pointers.js';
import { parseText, readText } from './read-text.js';
import { replaceObjects } from './walk.js';

/** Where the contents of the files stand that a document refers to. */
const FILES = 'x-files';

/** A document that needs more files than this is a trap. */
const MOST_FILES = 200;

/**
 * Takes the local files that a document refers to into the document itself, below `x-files`, so that every `$ref` of the
 * result is a pointer into it.
 * @throws Error for a reference to a host, to a file outside the document's folder, or to one that cannot be read.
 */
export function withOtherFiles(file: string, root: JsonObject): JsonObject {
  const folder = path.dirname(realpathSync(file));
  const main = path.join(folder, path.basename(realpathSync(file)));
  const waiting: string[] = [];
  const names = new Map<string, string>();

  const nameOf = (target: string): string => {
    const known = names.get(target);
    if (known !== undefined) return known;
    if (names.size >= MOST_FILES) throw new Error(`it refers to more than ${MOST_FILES} files`);
    const name = path.relative(folder, target).split(path.sep).join('/');
    names.set(target, name);
    waiting.push(target);
    return name;
  };
  const local = (content: JsonObject, from: string): JsonObject => {
    const replaced = replaceObjects(content, (object, place) => {
      const { $ref: reference } = object;
      if (typeof reference !== 'string') return object;
      const { target, fragment } = placeOf(reference, from, folder, place);
      const base = target === main ? [] : [FILES, nameOf(target)];
      return { ...object, $ref: fragment === '' ? pointerTo(base) : pointerTo(base) + fragment };
    });
    return isObject(replaced) ? replaced : content;
  };

  const bundled = local(root, main);
  const files: Record<string, Json> = {};
  for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
    const content = parseText(target, readText(target));
    if (!isObject(content)) throw new Error(`the file ${target} does not hold an object`);
    files[names.get(target) ?? target] = local(content, target);
  }
  return names.size === 0 ? bundled : { ...bundled, [FILES]: files };
}

/** The file that a reference leads to, and the pointer in it, without its `#`. */
function placeOf(
  reference: string,
  from: string,
  folder: string,
  place: string,
): { readonly target: string; readonly fragment: string } {
  const [file = '', fragment = ''] = reference.split('#');
  if (fragment !== '' && !fragment.startsWith('/')) {
    throw new PlaceError(place, `refers to ${reference}, which is no JSON pointer`);
  }
  if (file === '') return { target: from, fragment };
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(file)) {
    throw new PlaceError(place, `refers to ${reference}: only files next to the document are read`);
  }
  const wanted = path.resolve(path.dirname(from), decodeURIComponent(file));
  const target = isInside(folder, wanted) ? realpathSync(wanted) : wanted;
  if (!isInside(folder, target)) {
    throw new PlaceError(place, `refers to ${reference}, a file outside the folder of the document`);
  }
  return { target, fragment };
}

function isInside(folder: string, file: string): boolean {
  const way = path.relative(folder, file);
  return way !== '' && !way.startsWith('..') && !path.isAbsolute(way);
}
