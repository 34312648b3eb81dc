import { isObject, valueAt, type Json, type JsonObject } from '../model/json.js';
import { OTHER_FILES, shownPointer } from './document.js';
import { pointerOf, type DocumentFiles, type Place } from './document-files.js';
import { expectKeywordValues } from './keyword-values.js';
import { readingOf, type Reading } from './rewrite-schemas.js';

/** Compiling takes a moment for each schema: of what one operation needs, so many are a mistake. */
const MOST_OBJECTS = 50_000;
/** Members of a document that say something of all of its operations. */
const ABOUT_ALL = ['openapi', 'info', 'servers', 'security', 'tags'] as const;
/** Members of path items, operations and responses that the operation does without. */
const UNUSED: ReadonlySet<string> = new Set(
  'put post delete options head trace query callbacks links'.split(' '),
);

/**
 * Makes one document of what an operation needs: the path items, and whatever they refer to, in other files too. What
 * stands elsewhere may be large or wrong, and does not matter.
 *
 * Every value keeps its place, and those of other files stand below `x-other-files`; every `$ref` is a JSON pointer into
 * the same document.
 * @param paths keys of the path items.
 * @param siblings do the members beside a `$ref` count?
 * @throws Error with pointer and reason, to follow the name of the file.
 */
export function gather(files: DocumentFiles, paths: readonly string[], siblings: boolean): JsonObject {
  const root: JsonObject = {};
  const gathered = new Set<string>();
  const left: Reference[] = [];
  let count = 0;

  const copy = (value: Json, at: Place, reading: Reading): Json => {
    if (reading === 'data' || typeof value !== 'object' || value === null) return value;
    count += 1;
    if (count > MOST_OBJECTS)
      throw new Error(`is too large: the operation is described in more than ${MOST_OBJECTS} objects`);
    if (Array.isArray(value))
      return value.map((item, index) => copy(item, inside(at, String(index)), 'keywords'));
    if (reading === 'keywords') expectKeywordValues(value, shownPointer(pointerOf(at)));
    const reference = reading === 'keywords' && typeof value.$ref === 'string' ? value.$ref : undefined;
    const members: [string, Json][] = Object.entries(value)
      .filter(([name]) => reading === 'names' || !UNUSED.has(name))
      .filter(([name]) => reference === undefined || siblings || name === '$ref')
      .map(([name, member]) => [name, copy(member, inside(at, name), readingOf(reading, name))]);
    const plain: JsonObject = Object.fromEntries(members);
    if (reference !== undefined) plain.$ref = refer(reference, at);
    return plain;
  };

  /** @returns the pointer that takes the place of a reference; what it names is gathered later. */
  const refer = (reference: string, at: Place): string => {
    const from = { reference, at };
    const to = trying(from, () => files.resolve(reference, at.file));
    left.push({ ...from, to });
    return pointerOf(to);
  };

  const gatherAt = (at: Place, value: Json): void => {
    const way = at.file.name === undefined ? at.steps : [OTHER_FILES, at.file.name, ...at.steps];
    gathered.add(pointerOf(at));
    put(root, way, copy(value, at, 'keywords'));
  };

  const { main } = files;
  const begin = [...ABOUT_ALL, ['components', 'securitySchemes'], ...paths.map((key) => ['paths', key])];
  for (const path of begin.map((one) => [one].flat())) {
    const value = valueAt(main.value, path);
    if (value !== undefined) gatherAt({ file: main, steps: path }, value);
  }
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { file, steps } = next.to;
    if (steps.some((_, index) => gathered.has(pointerOf({ file, steps: steps.slice(0, index) })))) continue;
    if (gathered.has(pointerOf(next.to))) continue;
    const at = { file, steps: withoutIndex(file.value, steps) };
    trying(next, () => {
      if (valueAt(file.value, steps) === undefined) throw new Error('leads nowhere');
    });
    gatherAt(at, valueAt(file.value, at.steps) ?? null);
  }
  return root;
}

interface Origin {
  readonly reference: string;
  readonly at: Place;
}

interface Reference extends Origin {
  readonly to: Place;
}

/** @throws Error with the reference and its place before the reason. */
function trying<T>({ reference, at }: Origin, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`cannot be used: the reference ${reference} at ${shownPointer(pointerOf(at))} ${why}`);
  }
}

function inside({ file, steps }: Place, step: string): Place {
  return { file, steps: [...steps, step] };
}

/** The way to a value or, where it leads through an array, to the array: an item alone would have another index. */
function withoutIndex(root: Json, steps: readonly string[]): readonly string[] {
  const index = steps.findIndex((_, at) => Array.isArray(valueAt(root, steps.slice(0, at))));
  return index < 0 ? steps : steps.slice(0, index);
}

/** Puts a value at a way below an object. A member may be called `__proto__`. */
function put(root: JsonObject, way: readonly string[], value: Json): void {
  let outer = root;
  for (const [index, step] of way.entries()) {
    const known = Object.hasOwn(outer, step) ? outer[step] : undefined;
    const member = index === way.length - 1 ? value : isObject(known) ? known : {};
    if (member !== known) Object.defineProperty(outer, step, { value: member, ...PLAIN });
    if (!isObject(member)) return;
    outer = member;
  }
}

const PLAIN = { enumerable: true, writable: true, configurable: true } as const;
