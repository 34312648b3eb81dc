import { isObject, type Json, type JsonObject } from '../../../src/model/json.js';
import { fieldNamed } from './field-named.js';
import { GoError } from './go-error.js';
import type { GoType, Struct, Union } from './go-type.js';
import { readValue, type GoObject, type GoValue } from './read-value.js';
import { scalar } from './scalar.js';

/** A struct without its nil pointers, or the message of Go's error. */
export type Decoded = { readonly value: JsonObject } | { readonly fault: string };

/** What a value is decoded into. */
interface Target {
  /** What it holds already. */
  readonly before: Json | undefined;
  /** The struct that has the field, and the way there; undefined where the value is decoded by itself. */
  readonly field: { readonly struct: string; readonly path: readonly string[] } | undefined;
  /** A wrong type does not stop Go: it goes on, and reports the first error at the end. */
  readonly errors: GoError[];
}

/** Decodes a body as `json.NewDecoder(body).Decode(&value)` does in Go. */
export function decode(body: Uint8Array, type: Struct): Decoded {
  try {
    const value = readValue(body);
    const decoded = value.kind === 'null' ? type.zero : unmarshal(type, value);
    return { value: isObject(decoded) ? decoded : {} };
  } catch (error) {
    if (error instanceof GoError) return { fault: error.message };
    throw error;
  }
}

/** Decodes a value by itself. @throws GoError */
function unmarshal(type: GoType, value: GoValue): Json | undefined {
  const errors: GoError[] = [];
  const decoded = decodeInto(type, value, { before: undefined, field: undefined, errors });
  const [first] = errors;
  if (first) throw first;
  return decoded;
}

/** @throws GoError where Go does not go on. */
function decodeInto(type: GoType, value: GoValue, target: Target): Json | undefined {
  if (typeof type === 'string') {
    const decoded = scalar(type, value);
    if (decoded === undefined) target.errors.push(mismatch(type, value, target));
    return decoded;
  }
  if (value.kind === 'object') {
    return 'members' in type ? union(type, value, target) : struct(type, value, target);
  }
  if ('members' in type) throw mismatch(type, value, target);
  target.errors.push(mismatch(type, value, target));
  return undefined;
}

/** A member that is named twice is decoded twice, the second time into what the first has left there. */
function struct(type: Struct, { members }: GoObject, target: Target): JsonObject {
  const decoded = membersOf(target.before ?? type.zero);
  for (const [written, value] of members) {
    const [name, fieldType] = fieldNamed(type, written) ?? [];
    if (name === undefined || fieldType === undefined) continue;
    const before = decoded.get(name);
    if (value.kind === 'null') {
      put(decoded, name, Object.hasOwn(type.zero, name) ? before : undefined);
      continue;
    }
    const field = { struct: type.name.replace(/^.*\./, ''), path: [...(target.field?.path ?? []), name] };
    put(decoded, name, decodeInto(fieldType, value, { ...target, before, field }));
  }
  return Object.fromEntries(decoded);
}

/** Takes its members out of a map: their names count letter by letter, and only the last one of a name is decoded. */
function union(type: Union, { members }: GoObject, target: Target): JsonObject {
  const decoded = membersOf(target.before ?? {});
  for (const [name, memberType] of Object.entries(type.members)) {
    const value = members.findLast(([written]) => written === name)?.[1];
    if (value) put(decoded, name, value.kind === 'null' ? undefined : memberOf(name, memberType, value));
  }
  return Object.fromEntries(decoded);
}

function memberOf(name: string, type: GoType, value: GoValue): Json | undefined {
  try {
    return unmarshal(type, value);
  } catch (error) {
    throw error instanceof GoError ? new GoError(`error reading '${name}': ${error.message}`) : error;
  }
}

function membersOf(value: Json): Map<string, Json> {
  return new Map(isObject(value) ? Object.entries(value) : []);
}

function put(decoded: Map<string, Json>, name: string, value: Json | undefined): void {
  if (value === undefined) decoded.delete(name);
  else decoded.set(name, value);
}

/** Go's words for a value of a wrong type. */
function mismatch(type: GoType, value: GoValue, { field }: Target): GoError {
  const found = type === 'int' && value.kind === 'number' ? `number ${value.text}` : value.kind;
  const goal = field === undefined ? 'value' : `struct field ${field.struct}.${field.path.join('.')}`;
  return new GoError(`json: cannot unmarshal ${found} into Go ${goal} of type ${nameOf(type)}`);
}

function nameOf(type: GoType): string {
  if (typeof type === 'string') return type;
  return 'members' in type ? 'map[string]json.RawMessage' : type.name;
}
