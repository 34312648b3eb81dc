import { at, below, follow, type ContractDocument } from './document.js';
import { isObject, memberPath, type Json } from '../model/json.js';

/** Every response is searched for undeclared members: the document is walked once, not once per response. */
const walked = new WeakMap<ContractDocument, Map<string, readonly string[]>>();
const walkedBelow = new WeakMap<readonly string[], Map<string | number, readonly string[]>>();

/** The value computed for a key, cached for the next call. */
function remembered<O extends object, K, V>(
  memory: WeakMap<O, Map<K, V>>,
  owner: O,
  key: K,
  compute: () => V,
): V {
  const known = memory.get(owner) ?? new Map<K, V>();
  memory.set(owner, known);
  const value = known.get(key) ?? compute();
  known.set(key, value);
  return value;
}

/** A schema, and every schema that may apply to the same value: behind `$ref`, in allOf, oneOf, anyOf, if. */
export function together(document: ContractDocument, pointer: string): readonly string[] {
  return remembered(walked, document, pointer, () => walk(document, pointer, new Set()));
}

function walk(document: ContractDocument, pointer: string, seen: Set<string>): string[] {
  if (seen.has(pointer)) return [];
  seen.add(pointer);
  const schema = at(document, pointer);
  if (schema === true) return [pointer];
  if (!isObject(schema)) return [];
  const found = [pointer];
  if (typeof schema.$ref === 'string') {
    follow(document, pointer); // throws when a reference leads nowhere, out of the document, or in a circle
    found.push(...walk(document, schema.$ref, seen)); // one step: siblings of a further $ref count too
  }
  for (const keyword of ['allOf', 'oneOf', 'anyOf']) {
    const branches = schema[keyword];
    if (!Array.isArray(branches)) continue;
    for (const index of branches.keys()) found.push(...walk(document, below(pointer, keyword, index), seen));
  }
  for (const keyword of ['if', 'then', 'else']) {
    if (isObject(schema[keyword])) found.push(...walk(document, below(pointer, keyword), seen));
  }
  return found;
}

/** The schemas of one member (or array item) of a value; empty where none describes it. */
export function memberLocations(
  document: ContractDocument,
  locations: readonly string[],
  step: string | number,
): readonly string[] {
  return remembered(walkedBelow, locations, step, () => locationsBelow(document, locations, step));
}

function locationsBelow(
  document: ContractDocument,
  locations: readonly string[],
  step: string | number,
): string[] {
  return locations.flatMap((location) => {
    const schema = at(document, location);
    if (!isObject(schema)) return [];
    if (isObject(schema.properties) && Object.hasOwn(schema.properties, step)) {
      return together(document, below(location, 'properties', step));
    }
    if (/^\d+$/.test(String(step))) {
      const first = Array.isArray(schema.prefixItems) ? schema.prefixItems : [];
      if (first[Number(step)] !== undefined) return together(document, below(location, 'prefixItems', step));
      if (schema.items !== undefined) return together(document, below(location, 'items'));
    }
    return isObject(schema.additionalProperties)
      ? together(document, below(location, 'additionalProperties'))
      : [];
  });
}

/**
 * The deepest location in a schema that describes a member: where a reader should look.
 * @param path steps from the value that the schema describes to the member; none for the value itself.
 * @throws Error when a `$ref` on the way leads nowhere.
 */
export function locationOf(document: ContractDocument, schema: string, path: readonly string[]): string {
  let locations = together(document, schema);
  let deepest = locations.find((location) => !hasRef(document, location)) ?? schema;
  for (const step of path) {
    locations = memberLocations(document, locations, step);
    const next = locations.find((location) => !hasRef(document, location)) ?? locations[0];
    if (next === undefined) return deepest;
    deepest = next;
  }
  return deepest;
}

/** The types that a schema names for a member: by `type`, by `nullable`, or by the values of `enum` and `const`. */
export function typesAt(
  document: ContractDocument,
  schema: string,
  path: readonly string[],
): ReadonlySet<string> {
  return new Set(
    locationsOf(document, schema, path).flatMap((location) => typesNamed(at(document, location))),
  );
}

/** Every place that describes a member: behind `$ref`, in allOf, oneOf, anyOf. */
function locationsOf(document: ContractDocument, schema: string, path: readonly string[]): readonly string[] {
  return path.reduce((outer, step) => memberLocations(document, outer, step), together(document, schema));
}

/** What a schema states of a member by a keyword, at the first place that does; undefined where none does. */
export function statedAt(
  document: ContractDocument,
  schema: string,
  path: readonly string[],
  keyword: string,
): Json | undefined {
  return locationsOf(document, schema, path)
    .map((location) => at(document, location))
    .map((one) => (isObject(one) ? one[keyword] : undefined))
    .find((value) => value !== undefined);
}

/** How a schema declares a member: by its own members, as a whole (a value, a list, a map), or not at all. */
export type ShownAs = 'by its members' | 'as a whole' | 'not at all';

/**
 * How a schema of answers declares a member, by its path. Only `properties` declare: what else is allowed need not show,
 * and what is `writeOnly` must not.
 */
export function shownAs(document: ContractDocument, schema: string, path: readonly string[]): ShownAs {
  let locations = together(document, schema);
  for (const step of path) {
    if (!locations.some((location) => declaresMember(document, location, step))) return 'not at all';
    locations = memberLocations(document, locations, step);
    if (locations.some((location) => isWriteOnly(document, location))) return 'not at all';
  }
  return locations.some((location) => hasMembers(document, location)) ? 'by its members' : 'as a whole';
}

/** The members that a schema declares for a value, by its path. */
export function membersAt(document: ContractDocument, schema: string, path: readonly string[]): string[] {
  const names = locationsOf(document, schema, path).flatMap((location) => {
    const here = at(document, location);
    return isObject(here) && isObject(here.properties) ? Object.keys(here.properties) : [];
  });
  return [...new Set(names)];
}

function declaresMember(document: ContractDocument, location: string, name: string): boolean {
  const schema = at(document, location);
  return isObject(schema) && isObject(schema.properties) && Object.hasOwn(schema.properties, name);
}

function hasMembers(document: ContractDocument, location: string): boolean {
  const schema = at(document, location);
  return isObject(schema) && isObject(schema.properties) && Object.keys(schema.properties).length > 0;
}

function typesNamed(schema: Json | undefined): string[] {
  if (!isObject(schema)) return [];
  const values = [
    ...(Array.isArray(schema.enum) ? schema.enum : []),
    ...(schema.const === undefined ? [] : [schema.const]),
  ];
  return [
    ...[schema.type ?? []].flat().filter((type) => typeof type === 'string'),
    ...(schema.nullable === true ? ['null'] : []),
    ...values.map((value) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value)),
  ];
}

function hasRef(document: ContractDocument, location: string): boolean {
  const schema = at(document, location);
  return isObject(schema) && '$ref' in schema;
}

/** Of a body that is full of them, so many are named. */
const MOST_UNDECLARED = 100;

/** Members of a body that its schema does not declare, as paths joined by dots; array items share one path (`[]`). */
export function undeclaredIn(document: ContractDocument, schema: string, body: Json): string[] {
  const found = new Set<string>();
  const look = (locations: readonly string[], value: Json, path: string): void => {
    if (found.size >= MOST_UNDECLARED) return;
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        look(memberLocations(document, locations, index), item, `${path}[]`);
      }
    } else if (isObject(value)) {
      if (!locations.some((location) => describesMembers(document, location))) return; // a free-form object
      for (const [name, member] of Object.entries(value)) {
        if (found.size >= MOST_UNDECLARED) return;
        const inner = memberPath(path, name);
        const next = memberLocations(document, locations, name);
        if (next.length === 0 && !locations.some((location) => allowsAny(document, location)))
          found.add(inner);
        else look(next, member, inner);
      }
    }
  };
  look(together(document, schema), body, '');
  return [...found];
}

/** The members of a body that are for requests only (`writeOnly`), by their steps. */
export function writeOnlyIn(document: ContractDocument, schema: string, body: Json): string[][] {
  const found: string[][] = [];
  const look = (locations: readonly string[], value: Json, steps: string[]): void => {
    for (const [step, member] of typeof value === 'object' && value !== null ? Object.entries(value) : []) {
      if (found.length >= MOST_UNDECLARED) return;
      const next = memberLocations(document, locations, Array.isArray(value) ? Number(step) : step);
      if (next.length === 0) continue;
      if (next.some((location) => isWriteOnly(document, location))) found.push([...steps, step]);
      else look(next, member, [...steps, step]);
    }
  };
  look(together(document, schema), body, []);
  return found;
}

function isWriteOnly(document: ContractDocument, location: string): boolean {
  const schema = at(document, location);
  return isObject(schema) && schema.writeOnly === true;
}

function describesMembers(document: ContractDocument, location: string): boolean {
  const schema = at(document, location);
  return isObject(schema) && (isObject(schema.properties) || isObject(schema.additionalProperties));
}

function allowsAny(document: ContractDocument, location: string): boolean {
  const schema = at(document, location);
  return isObject(schema) && (schema.additionalProperties === true || isObject(schema.patternProperties));
}
