import { isObject, valueAt, type JsonObject } from '../model/json.js';
import { below, pathOf } from './pointers.js';

/** A schema object of the document, and where it stands. */
export interface Part {
  readonly pointer: string;
  readonly value: JsonObject;
  /** Must every value fit it? One of several branches need not hold. */
  readonly isCertain: boolean;
}

/** A schema that refers to itself has no end. */
const DEEPEST = 16;

/** A schema with all those that speak of the same value: what it refers to, and its branches. */
export function partsOf(document: JsonObject, pointer: string, isCertain = true, depth = 0): Part[] {
  const value = valueAt(document, pathOf(pointer));
  if (!isObject(value) || depth > DEEPEST) return [];
  const branches = (keyword: string): string[] => {
    const list = value[keyword];
    return Array.isArray(list) ? list.map((_, index) => below(pointer, keyword, String(index))) : [];
  };
  const referred = typeof value.$ref === 'string' ? [value.$ref] : [];
  const all = [...referred, ...branches('allOf')];
  const some = [...branches('oneOf'), ...branches('anyOf')];
  return [
    { pointer, value, isCertain },
    ...all.flatMap((next) => partsOf(document, next, isCertain, depth + 1)),
    ...some.flatMap((next) => partsOf(document, next, false, depth + 1)),
  ];
}

/** What the schemas of a value say of one of its members. */
interface Member {
  /** Where its schemas stand. */
  readonly pointers: readonly string[];
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
}

/** What schemas say of the members of an object. */
export interface Members {
  readonly named: ReadonlyMap<string, Member>;
  readonly required: ReadonlySet<string>;
  /** What its branches require besides. */
  readonly alternatives: readonly (readonly string[])[];
  /** May it have none but those that are named? */
  readonly isClosed: boolean;
  /** Do the schemas say what others may be? */
  readonly isMap: boolean;
}

/** What the schemas at these pointers, which all speak of the same object, say of its members. */
export function membersOf(document: JsonObject, pointers: readonly string[]): Members {
  const before = known.get(document) ?? new Map<string, Members>();
  known.set(document, before);
  const key = pointers.join(' ');
  const members = before.get(key) ?? readMembers(document, pointers);
  before.set(key, members);
  return members;
}

/** A document is never changed, and every answer asks for the same members. */
const known = new WeakMap<JsonObject, Map<string, Members>>();

function readMembers(document: JsonObject, pointers: readonly string[]): Members {
  const parts = pointers.flatMap((pointer) => partsOf(document, pointer));
  const certain = parts.filter(({ isCertain }) => isCertain);
  const places = new Map<string, string[]>();
  for (const { pointer, value } of parts) {
    for (const name of Object.keys(isObject(value.properties) ? value.properties : {})) {
      places.set(name, [...(places.get(name) ?? []), below(pointer, 'properties', name)]);
    }
  }
  const rest = parts.flatMap(({ value }) => value.additionalProperties ?? value.unevaluatedProperties ?? []);
  return {
    named: new Map([...places].map(([name, at]) => [name, memberAt(document, at)])),
    required: new Set(certain.flatMap(({ value }) => names(value.required))),
    alternatives: parts.filter(({ isCertain }) => !isCertain).map(({ value }) => names(value.required)),
    isClosed: rest.includes(false),
    isMap:
      rest.some((value) => value !== false) || parts.some(({ value }) => isObject(value.patternProperties)),
  };
}

function memberAt(document: JsonObject, pointers: readonly string[]): Member {
  const parts = pointers.flatMap((pointer) => partsOf(document, pointer));
  return {
    pointers,
    readOnly: parts.some(({ value }) => value.readOnly === true),
    writeOnly: parts.some(({ value }) => value.writeOnly === true),
  };
}

function names(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((name) => typeof name === 'string') : [];
}
