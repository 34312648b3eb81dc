import { isObject, type Json } from '../model/json.js';
import { at, shownPointer, type ContractDocument } from './document.js';

/** A schema applies to a value through so many references at most, one after the other. */
const MOST_STEPS = 100;

const ONE = ['not', 'if', 'then', 'else'] as const;
const SEVERAL = ['allOf', 'anyOf', 'oneOf'] as const;

/**
 * Refuses references that lead back to themselves without going into a member or an item: no value could ever be judged
 * by them. That a schema has itself as a member is fine.
 * @throws Error with the circle, to follow the name of the file.
 */
export function expectNoCircles(document: ContractDocument): void {
  const done = new Set<string>();
  for (const start of allReferences(document.root)) look(document, start, done);
}

function look(document: ContractDocument, start: string, done: Set<string>): void {
  const way: { readonly pointer: string; readonly left: string[] }[] = [];
  const enter = (pointer: string): void => {
    if (done.has(pointer)) return;
    const circle = way.findIndex((one) => one.pointer === pointer);
    if (circle >= 0) throw new Error(circular(way.slice(circle).map((one) => one.pointer)));
    if (way.length >= MOST_STEPS)
      throw new Error(
        `cannot be used: ${shownPointer(start)} applies through more than ${MOST_STEPS} references`,
      );
    way.push({ pointer, left: inPlace(at(document, pointer)) });
  };
  enter(start);
  for (let last = way.at(-1); last !== undefined; last = way.at(-1)) {
    const next = last.left.pop();
    if (next !== undefined) {
      enter(next);
      continue;
    }
    done.add(last.pointer);
    way.pop();
  }
}

function circular(pointers: readonly string[]): string {
  const [first = ''] = pointers;
  const circle = [...pointers.slice(0, 5), ...(pointers.length > 5 ? ['…'] : []), first].map(shownPointer);
  return `cannot be used: its references lead in a circle (${circle.join(', then ')})`;
}

/** The references that apply to the same value as a schema. */
function inPlace(schema: Json | undefined): string[] {
  if (!isObject(schema)) return [];
  const { $ref, dependentSchemas } = schema;
  const inner = [
    ...ONE.map((keyword) => schema[keyword]),
    ...SEVERAL.flatMap((keyword) => schema[keyword]),
    ...(isObject(dependentSchemas) ? Object.values(dependentSchemas) : []),
  ];
  return [...(typeof $ref === 'string' ? [$ref] : []), ...inner.flatMap(inPlace)];
}

function allReferences(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(allReferences);
  if (!isObject(value)) return [];
  const own = typeof value.$ref === 'string' ? [value.$ref] : [];
  return [...own, ...Object.values(value).flatMap(allReferences)];
}
