import { randomUUID } from 'node:crypto';
import { isObject, type Json, type JsonObject } from '../model/json.js';
import { resolved } from './resolved.js';

/** A schema that refers to itself has no end. */
const DEEPEST = 8;

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2026-01-01T00:00:00Z',
  date: '2026-01-01',
  time: '00:00:00Z',
  duration: 'PT1M',
  uuid: randomUUID(),
  uri: 'https://example.com',
  'uri-reference': '/',
  email: 'somebody@example.com',
  hostname: 'example.com',
  ipv4: '127.0.0.1',
  ipv6: '::1',
};

/** Values that may fit a schema, the likeliest first; whoever wants one that does tries them. */
export function likelyValues(document: JsonObject, schema: Json): Json[] {
  const parts = partsOf(document, schema, 0);
  const types = new Set(parts.flatMap((part) => part.type ?? []));
  return [
    ...parts.flatMap(namedValues),
    ...(types.has('integer') || types.has('number') ? numbers(parts) : []),
    ...(types.has('boolean') ? [true] : []),
    ...(types.has('array') ? lists(document, parts) : []),
    ...(types.has('string') || types.size === 0 ? texts(parts) : []),
  ];
}

/** A schema with those that apply to the same value. */
function partsOf(document: JsonObject, schema: Json, depth: number): JsonObject[] {
  const part = resolved(document, schema);
  if (!isObject(part) || depth > DEEPEST) return [];
  const inner = [part.allOf, part.oneOf, part.anyOf].flatMap((branches) => branches ?? []);
  return [part, ...inner.flatMap((branch) => partsOf(document, branch, depth + 1))];
}

/** What the schema itself names. */
function namedValues({ const: only, enum: choices, example, examples, default: usual }: JsonObject): Json[] {
  const lists = [choices, examples].flatMap((list) => (Array.isArray(list) ? list : []));
  return [only, example, usual].flatMap((value) => (value === undefined ? [] : [value])).concat(lists);
}

/** An ample one first: in a header, a number often says how much is left, and clients slow down where it is little. */
function numbers(parts: readonly JsonObject[]): number[] {
  const stated = (keyword: string, step = 0): number[] =>
    parts.flatMap((part) => {
      const bound = part[keyword];
      return typeof bound === 'number' ? [bound + step] : [];
    });
  const bounds = [stated('maximum'), stated('exclusiveMaximum', -1), stated('minimum')];
  return [1000, ...bounds.flat(), ...stated('exclusiveMinimum', 1), ...stated('multipleOf'), 0];
}

function lists(document: JsonObject, parts: readonly JsonObject[]): Json[] {
  const items = parts.flatMap((part) => (part.items === undefined ? [] : [part.items]));
  const single = items.flatMap((schema) => likelyValues(document, schema)).map((item): Json[] => [item]);
  return [...single, []];
}

function texts(parts: readonly JsonObject[]): string[] {
  const formats = parts.flatMap(({ format }) => (typeof format === 'string' ? (FORMATS[format] ?? []) : []));
  const lengths = parts.flatMap(({ minLength }) => (typeof minLength === 'number' ? minLength : []));
  return [...formats, 'x'.repeat(Math.max(1, ...lengths))];
}
