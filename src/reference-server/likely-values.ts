import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { isObject, type Json, type JsonObject } from '../model/json.js';
import { readPattern } from './pattern.js';
import { below } from './pointers.js';
import { membersOf, partsOf, type Part } from './schema-parts.js';

/** A schema that refers to itself has no end. */
const DEEPEST = 8;

/** Longer texts are not made up. */
const LONGEST_TEXT = 100_000;

/** How many texts are tried for a pattern. */
const TEXTS = 20;

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

/** Values that may fit the schemas at these pointers, the likeliest first; whoever wants one that does tries them. */
export function likelyValues(document: JsonObject, pointers: readonly string[], depth = 0): Json[] {
  if (depth > DEEPEST) return [];
  const parts = pointers.flatMap((pointer) => partsOf(document, pointer));
  const values = parts.map(({ value }) => value);
  const types = new Set(values.flatMap((part) => part.type ?? []));
  const named = values.some((part) => isObject(part.properties));
  return [
    ...values.flatMap(namedValues),
    ...(types.has('integer') || types.has('number') ? numbers(values) : []),
    ...(types.has('boolean') ? [true] : []),
    ...(types.has('array') ? lists(document, parts, depth) : []),
    ...(types.has('object') || named ? objects(document, pointers, depth) : []),
    ...(types.has('string') || types.size === 0 ? texts(values) : []),
    ...(types.has('null') ? [null] : []),
  ];
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

function lists(document: JsonObject, parts: readonly Part[], depth: number): Json[] {
  const items = parts.flatMap(({ pointer, value }) =>
    value.items === undefined ? [] : [below(pointer, 'items')],
  );
  const single = likelyValues(document, items, depth + 1);
  return [...single.map((item): Json[] => [item]), ...(single.length === 0 ? [] : [single]), []];
}

/** An object with what it must have, each member in its likeliest form, and one in another form at a time. */
function objects(document: JsonObject, pointers: readonly string[], depth: number): JsonObject[] {
  const { named, required, alternatives } = membersOf(document, pointers);
  return [[], ...alternatives].flatMap((more) => {
    const choices = [...new Set([...required, ...more])].map((name): [string, Json[]] => [
      name,
      likelyValues(document, named.get(name)?.pointers ?? [], depth + 1),
    ]);
    const usual = Object.fromEntries(choices.map(([name, [first]]) => [name, first ?? 'x']));
    const others = choices.flatMap(([name, values]) =>
      values.slice(1).map((value) => ({ ...usual, [name]: value })),
    );
    return [usual, ...others];
  });
}

function texts(parts: readonly JsonObject[]): string[] {
  const formats = parts.flatMap(({ format }) => (typeof format === 'string' ? (FORMATS[format] ?? []) : []));
  const lengths = parts.flatMap(({ minLength }) => (typeof minLength === 'number' ? minLength : []));
  const length = Math.max(1, ...lengths);
  const patterns = parts.flatMap(({ pattern }) => (typeof pattern === 'string' ? matching(pattern) : []));
  return [...formats, ...patterns, ...(length > LONGEST_TEXT ? [] : ['x'.repeat(length)])];
}

/** Texts that match a pattern; none where the library that makes them cannot read it. */
function matching(pattern: string): string[] {
  try {
    return fc.sample(fc.stringMatching(readPattern(pattern)), { numRuns: TEXTS, seed: 1 });
  } catch {
    return [];
  }
}
