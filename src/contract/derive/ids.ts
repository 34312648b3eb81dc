import type { Json } from '../../model/json.js';

/** A name as a step of an id: no spaces, and none of the characters that separate steps. */
export function step(name: string): string {
  return encodeURIComponent(name).replaceAll('.', '%2E').replaceAll('*', '%2A').replaceAll("'", '%27');
}

/** The id path of a member below another location. A member called `body` is distinguished from the body itself. */
export function memberName(
  parent: { readonly name: string; readonly steps: readonly string[] },
  name: string,
): string {
  if (parent.steps.length > 0) return `${parent.name}.${step(name)}`;
  return name === 'body' ? '%62ody' : step(name);
}

/** A value as a step of an id. A string that looks like another JSON value keeps its quotes: 1 and "1" differ. */
export function valueStep(value: Json): string {
  if (typeof value !== 'string') return encodeURIComponent(JSON.stringify(value));
  const ambiguous = value === '' || /^(true|false|null|-?\d.*)$/.test(value);
  return encodeURIComponent(ambiguous ? JSON.stringify(value) : value);
}
