import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { JsonObject } from '../model/json.js';
import { answerContent, findOperation } from './operation.js';
import { readPattern } from './pattern.js';
import { createFits } from './schema-compiler.js';
import { membersOf, partsOf } from './schema-parts.js';

/** An id in the form that a document gives to those of sessions, by the server's own id and how many came before it. */
export type FormedId = (own: string, count: number) => string;

/** The library begins with the shortest texts, of which there are few. */
const TEXTS = 20;

const known = new WeakMap<JsonObject, FormedId>();

/** Makes the function that forms ids; most documents leave it nothing to do. */
export function sessionIdsOf(document: JsonObject): FormedId {
  const before = known.get(document) ?? formedBy(document);
  known.set(document, before);
  return before;
}

function formedBy(document: JsonObject): FormedId {
  const update = findOperation(document, 'patch');
  const content = update && answerContent(document, update, 200);
  const { pointers = [] } = (content && membersOf(document, [content.schema]).named.get('session_id')) ?? {};
  const parts = pointers.flatMap((pointer) => partsOf(document, pointer));
  const patterns = parts.flatMap(({ value }) => (typeof value.pattern === 'string' ? [value.pattern] : []));
  const fits = createFits(document);
  return (own, count) => {
    const candidates = [() => own, () => randomUUID(), ...patterns.map((one) => () => matching(one, count))];
    for (const candidate of candidates) {
      const id = candidate();
      if (id !== undefined && pointers.every((pointer) => fits(pointer, id))) return id;
    }
    return own;
  };
}

/** A text that matches a pattern; undefined where the library that makes them cannot read it. */
function matching(pattern: string, seed: number): string | undefined {
  try {
    return fc.sample(fc.stringMatching(readPattern(pattern)), { numRuns: TEXTS, seed }).at(-1);
  } catch {
    return undefined;
  }
}
