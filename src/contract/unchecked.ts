import { fullFormats } from 'ajv-formats/dist/formats.js';
import { isObject, type Json } from '../model/json.js';
import type { NotCovered } from '../model/not-covered.js';
import { at, below, type ContractDocument } from './document.js';
import { isMalformed, notUnderstood, subschemas } from './schema.js';

/** What some schemas of answers, and those that they refer to, state and nothing checks. */
export function uncheckedIn(document: ContractDocument, schemas: readonly string[]): NotCovered[] {
  const left = [...schemas];
  const seen = new Set<string>();
  const found: NotCovered[] = [];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const schema = at(document, next);
    if (seen.has(next) || !isObject(schema)) continue;
    seen.add(next);
    for (const [keyword, value] of Object.entries(schema)) {
      const reason = whyUnchecked(keyword, value);
      if (reason === undefined) continue;
      found.push({ pointer: below(next, keyword), keyword, path: '', reason, of: 'answers' });
    }
    if (typeof schema.$ref === 'string') left.push(schema.$ref);
    left.push(...subschemas(next, schema).map(({ pointer }) => pointer));
  }
  return found.sort((a, b) => (a.pointer < b.pointer ? -1 : 1));
}

function whyUnchecked(keyword: string, value: Json): string | undefined {
  if (isMalformed(keyword, value)) return notUnderstood(keyword, value);
  if (keyword !== 'format' || typeof value !== 'string' || Object.hasOwn(fullFormats, value))
    return undefined;
  return `The format ${value} is not checked.`;
}
