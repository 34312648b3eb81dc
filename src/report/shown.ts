import type { Json } from '../model/json.js';

/** A value as a sentence shows it; undefined is an absent member. */
export function shown(value: Json | undefined): string {
  if (value === undefined) return 'absent';
  // A number such as 1e400 is JSON, but not a value of this language; JSON.stringify would call it null.
  return value === Infinity || value === -Infinity
    ? `${value} (a number too large to hold)`
    : JSON.stringify(value);
}
