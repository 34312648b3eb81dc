import { randomInt } from 'node:crypto';
import { isObject, type Json } from '../../model/json.js';

/** So many characters at the end of a text make it unlike any other. */
const FRESH = 8;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * A body with new texts at the paths of members that no two sessions may share: the last characters of each are
 * replaced, so that it keeps its length. A shorter text is as unique as its length allows; one that no replacement
 * keeps valid stays as it is.
 */
export function freshened(
  body: Json | undefined,
  unique: readonly string[],
  isValid: (body: Json) => boolean,
): Json | undefined {
  let fresh = body;
  for (const path of fresh === undefined ? [] : unique) {
    for (const letters of [LETTERS, LETTERS.slice(-10)]) {
      const tried: Json | undefined = changed(fresh, path.split('.'), (text) => freshText(text, letters));
      if (tried === undefined || !isValid(tried)) continue;
      fresh = tried;
      break;
    }
  }
  return fresh;
}

function freshText(text: string, letters: string): string {
  const chars = Array.from(text);
  const kept = chars.slice(0, Math.max(0, chars.length - FRESH));
  const added = chars.slice(kept.length).map(() => letters.charAt(randomInt(letters.length)));
  return [...kept, ...added].join('');
}

function changed(
  value: Json | undefined,
  [step, ...rest]: readonly string[],
  change: (text: string) => string,
): Json | undefined {
  if (step === undefined) return typeof value === 'string' ? change(value) : value;
  if (!isObject(value) || !Object.hasOwn(value, step)) return value;
  return { ...value, [step]: changed(value[step], rest, change) ?? null };
}
