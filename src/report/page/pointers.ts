import { at, below, steps, type ContractDocument } from '../../contract/document.js';
import { requestSchemaOf } from '../../contract/operation.js';
import { membersBelow } from '../../contract/members.js';
import { isObject } from '../../model/json.js';

/** So many references are followed on the way to a place: a circle ends somewhere. */
const MOST_REFERENCES = 50;

/** A pointer without a reference on its way: the one place that several pointers may lead to. */
export function canonical(document: ContractDocument, pointer: string): string {
  let here = '#';
  for (const step of steps(pointer)) here = target(document, below(here, step));
  return here;
}

function target(document: ContractDocument, pointer: string): string {
  let here = pointer;
  for (let count = 0; count < MOST_REFERENCES; count += 1) {
    const value = at(document, here);
    const next = isObject(value) && typeof value.$ref === 'string' ? value.$ref : undefined;
    if (next === undefined || !next.startsWith('#/') || at(document, next) === undefined) return here;
    here = next;
  }
  return here;
}

/** The place of a member inside the member at a pointer; as much of the way as the document describes. */
export function memberPlace(document: ContractDocument, pointer: string, path: readonly string[]): string {
  let here = canonical(document, pointer);
  for (const step of path) {
    const next = canonical(document, below(here, 'properties', step));
    if (at(document, next) === undefined) return here;
    here = next;
  }
  return here;
}

/** Is a pointer the other one, or inside it? */
export function isInside(pointer: string, outer: string): boolean {
  return pointer === outer || pointer.startsWith(`${outer}/`);
}

/** The schemas of a value and of its members at any depth, by their place; members are named by their path. */
export function membersOf(document: ContractDocument, schema: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, pointers] of membersBelow(document, schema)) {
    for (const pointer of pointers) {
      const isPlace = canonical(document, pointer) === pointer && isObject(at(document, pointer));
      if (isPlace && !found.has(pointer)) found.set(pointer, name);
    }
  }
  return found;
}

/** The name of the innermost place that holds a pointer; undefined where none does. */
export function nameOf(pointer: string, places: ReadonlyMap<string, string>): string | undefined {
  const holding = [...places].filter(([place]) => isInside(pointer, place));
  return holding.sort(([a], [b]) => b.length - a.length)[0]?.[1];
}

/** The member of a request that a clause is about, by its path; undefined where it is about all of it. */
export function memberOfRequest(document: ContractDocument, pointer: string): string[] | undefined {
  const name = nameOf(canonical(document, pointer), membersOf(document, requestSchemaOf(document)));
  return name === undefined || name === '' ? undefined : name.split('.');
}
