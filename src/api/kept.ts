import type { Exchange } from '../model/exchange.js';
import { isObject, type Json } from '../model/json.js';

type Answer = NonNullable<Exchange['response']>;

/** So many characters of an answer are kept for reports: what one with a longer body holds beyond them is dropped. */
export const KEPT_FOR_REPORTS = 20_000;
/** So many are judged. Arrays of millions of items would be as many mistakes. */
export const JUDGED = 256_000;

/** Where the limit is used up, this much of a text, or of the items and members of a value, still stays. */
const ALWAYS_KEPT = 1000;

/** An answer as it is, or without most of a body that is longer than the limit: a run holds many answers. */
export function kept(answer: Answer, limit: number): Answer {
  const { text, json } = answer;
  if (text.length <= limit) return answer;
  return {
    ...answer,
    text: beginning(text, limit),
    length: text.length,
    ...(json === undefined ? {} : { json: shortened(json, limit) }),
  };
}

/** A value without what it holds beyond so many characters and members. */
function shortened(json: Json, limit: number): Json {
  let left = limit;
  const shorten = (value: Json): Json => {
    left -= 1;
    if (typeof value === 'string') {
      const short = beginning(value, Math.max(left, ALWAYS_KEPT));
      left -= short.length;
      return short;
    }
    const most = (): number => Math.max(left, ALWAYS_KEPT);
    if (Array.isArray(value)) return left > 0 ? value.slice(0, most()).map(shorten) : [];
    if (!isObject(value)) return value;
    const members = Object.entries(value).slice(0, most());
    return Object.fromEntries(members.map(([name, member]) => [name, shorten(member)]));
  };
  return shorten(json);
}

/** A copy: a slice would keep the whole text in memory. */
export function beginning(text: string, length: number): string {
  return text.length <= length ? text : Buffer.from(text.slice(0, length), 'utf16le').toString('utf16le');
}
