import { isObject, valueAt, type Json, type JsonObject } from '../model/json.js';
import { PlaceError } from './document-error.js';
import { readPattern } from './pattern.js';
import { below, pathOf } from './pointers.js';

/** Members that hold data: what looks like a reference there is none. */
const DATA: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'example', 'examples']);

/** Compiling takes a second or so for every two thousand. */
const MOST_OBJECTS = 10_000;

/** Keywords whose schemas speak of the same value as the schema that they stand in. */
const IN_PLACE: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else']);

/**
 * Looks through everything that an operation leads to, before anything is compiled from it.
 * @throws PlaceError for a reference that leads nowhere or in a circle, and for a pattern that is none; Error for more
 *   than can be compiled.
 */
export function checkReach(document: JsonObject, pointers: readonly string[]): void {
  const seen = new Set<string>();
  const waiting = [...pointers];
  const budget = { left: MOST_OBJECTS };
  for (let pointer = waiting.pop(); pointer !== undefined; pointer = waiting.pop()) {
    if (seen.has(pointer)) continue;
    seen.add(pointer);
    const value = valueAt(document, pathOf(pointer));
    waiting.push(...referencesIn(document, value, pointer, budget));
  }
  checkCircles(document, seen);
}

/** Where the references below a place lead. */
function referencesIn(
  document: JsonObject,
  value: Json | undefined,
  pointer: string,
  budget: { left: number },
): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      referencesIn(document, item, below(pointer, String(index)), budget),
    );
  }
  if (!isObject(value)) return [];
  budget.left -= 1;
  if (budget.left < 0) throw new Error(`an update and its answers take more than ${MOST_OBJECTS} schemas`);
  if (typeof value.pattern === 'string') checkPattern(value.pattern, below(pointer, 'pattern'));
  const { $ref: reference } = value;
  const own = typeof reference === 'string' ? [reference] : [];
  if (own.some((target) => valueAt(document, pathOf(target)) === undefined)) {
    throw new PlaceError(below(pointer, '$ref'), `refers to ${own.join('')}, where there is nothing`);
  }
  const inner = Object.entries(value).flatMap(([name, member]) =>
    DATA.has(name) ? [] : referencesIn(document, member, below(pointer, name), budget),
  );
  return [...own, ...inner];
}

function checkPattern(pattern: string, place: string): void {
  try {
    readPattern(pattern);
  } catch (error) {
    throw new PlaceError(place, `is no regular expression: ${error instanceof Error ? error.message : ''}`);
  }
}

/** A schema that refers to itself without going on to a member or an item would be asked for ever. */
function checkCircles(document: JsonObject, starts: ReadonlySet<string>): void {
  const clean = new Set<string>();
  const follow = (pointer: string, way: ReadonlySet<string>): void => {
    if (clean.has(pointer)) return;
    if (way.has(pointer)) throw new PlaceError(pointer, 'refers to itself, in a circle');
    const value = valueAt(document, pathOf(pointer));
    const onward = new Set([...way, pointer]);
    for (const target of sameValue(value)) follow(target, onward);
    clean.add(pointer);
  };
  for (const start of starts) follow(start, new Set());
}

/** The references, in branches too, that speak of the same value. */
function sameValue(value: Json | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap(sameValue);
  if (!isObject(value)) return [];
  const own = typeof value.$ref === 'string' ? [value.$ref] : [];
  const branches = Object.entries(value).filter(([keyword]) => IN_PLACE.has(keyword));
  return [...own, ...branches.flatMap(([, branch]) => sameValue(branch))];
}
