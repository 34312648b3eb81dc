import { isObject, valueAt, type Json, type JsonObject } from '../../model/json.js';
import { below, OTHER_FILES, steps } from '../document.js';
import { readingOf, rewriteSchemas, type Reading } from '../rewrite-schemas.js';

/** A part of another file that something refers to, and the component that it becomes. */
interface Unit {
  readonly pointer: string;
  readonly kind: string;
  readonly name: string;
}

/** Members whose values are things of one kind, by name or in a list. */
const HOLDS = new Map(['responses', 'parameters', 'headers', 'examples'].map((name) => [name, name]));
const SCHEMAS: readonly string[] = ['schema', 'schemas', 'properties'];

/**
 * A document whose parts in other files have become components, as if it had been written in one file.
 * @param root of a document that was gathered: every `$ref` is a pointer into it.
 */
export function inOneFile(root: JsonObject): JsonObject {
  const { [OTHER_FILES]: others, ...own } = root;
  if (others === undefined) return root;
  const units = named(outermost(unitsIn(root)), own);
  const moved = (reference: string): string => {
    const unit = units.find(({ pointer }) => isInside(reference, pointer));
    if (unit === undefined) return reference;
    return below('#/components', unit.kind, unit.name) + reference.slice(unit.pointer.length);
  };
  const rewritten = (value: Json): Json =>
    rewriteSchemas(value, (schema) =>
      typeof schema.$ref === 'string' ? { ...schema, $ref: moved(schema.$ref) } : schema,
    );
  const whole = rewritten(own);
  const components: Record<string, Json> = {
    ...(isObject(whole) && isObject(whole.components) ? whole.components : {}),
  };
  for (const { pointer, kind, name } of units) {
    const group = components[kind];
    const value = rewritten(valueAt(root, steps(pointer)) ?? {});
    components[kind] = { ...(isObject(group) ? group : {}), [name]: value };
  }
  return { ...(isObject(whole) ? whole : {}), components };
}

/** What the references of a document lead to in other files. */
function unitsIn(root: JsonObject): Unit[] {
  const found: Unit[] = [];
  const look = (value: Json, reading: Reading, path: readonly string[]): void => {
    if (reading === 'data' || typeof value !== 'object' || value === null) return;
    const reference = reading === 'keywords' && isObject(value) ? value.$ref : undefined;
    if (typeof reference === 'string' && steps(reference)[0] === OTHER_FILES) {
      found.push(unitAt(reference, path));
    }
    const inner = Array.isArray(value) ? 'keywords' : undefined;
    for (const [name, member] of Object.entries(value))
      look(member, inner ?? readingOf(reading, name), [...path, name]);
  };
  look(root, 'keywords', []);
  return found;
}

/** @param path of the reference that leads there: a part that is no component of its file is named by its use. */
function unitAt(reference: string, path: readonly string[]): Unit {
  const [, file = '', ...inside] = steps(reference);
  const [container, kind, name] = inside;
  if (container === 'components' && kind !== undefined && name !== undefined) {
    return { pointer: below('#', OTHER_FILES, file, container, kind, name), kind, name };
  }
  const stem = file.slice(file.lastIndexOf('/') + 1).replace(/\..*$/, '');
  const plain = (inside.at(-1) ?? stem).replaceAll(/[^\w.-]+/g, '-');
  // A component that is nothing but this reference is it.
  const [of, ofKind, ofName] = path;
  const isItself = of === 'components' && ofKind !== undefined && ofName !== undefined && path.length === 3;
  return { pointer: reference, kind: isItself ? ofKind : kindAt(path), name: isItself ? ofName : plain };
}

function kindAt(path: readonly string[]): string {
  const [outer = '', last = ''] = path.slice(-2);
  if (path.some((step) => SCHEMAS.includes(step))) return 'schemas';
  if (last === 'requestBody') return 'requestBodies';
  return outer === 'paths' ? 'pathItems' : (HOLDS.get(outer) ?? 'schemas');
}

/** A unit inside of another one moves with it. */
function outermost(units: readonly Unit[]): Unit[] {
  return units.filter(
    (unit) => !units.some((other) => other.pointer !== unit.pointer && isInside(unit.pointer, other.pointer)),
  );
}

/** One unit for each pointer, with a name that no other component of its kind has. */
function named(units: readonly Unit[], { components }: JsonObject): Unit[] {
  const taken = new Set<string>();
  const known = new Map<string, Unit>();
  const isOwn = ({ pointer, kind, name }: Unit): boolean => {
    const own = valueAt(components, [kind, name]);
    return isObject(own) && own.$ref === pointer;
  };
  for (const unit of units.toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)))) {
    const { pointer, kind } = unit;
    if (known.has(pointer)) continue;
    const isFree = (name: string): boolean =>
      !taken.has(`${kind}/${name}`) &&
      (valueAt(components, [kind, name]) === undefined || isOwn({ ...unit, name }));
    let name = unit.name;
    for (let count = 2; !isFree(name); count += 1) name = `${unit.name}-${count}`;
    taken.add(`${kind}/${name}`);
    known.set(pointer, { pointer, kind, name });
  }
  return [...known.values()];
}

function isInside(pointer: string, outer: string): boolean {
  return pointer === outer || pointer.startsWith(`${outer}/`);
}
