import { isObject, valueAt, type Json, type JsonObject } from '../model/json.js';

/** The longest chain of references that is followed; a longer one is a circle. */
const LONGEST = 20;

/** What a value of the document stands for: what its `$ref` leads to, or itself; undefined where that leads nowhere. */
export function resolved(document: JsonObject, value: Json | undefined): Json | undefined {
  let here = value;
  for (let step = 0; step < LONGEST; step += 1) {
    if (!isObject(here) || typeof here.$ref !== 'string') return here;
    here = valueAt(document, stepsOf(here.$ref));
  }
  return undefined;
}

function stepsOf(reference: string): string[] {
  return reference
    .split('/')
    .slice(1)
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
}
