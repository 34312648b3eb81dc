import type { Exchange } from '../model/exchange.js';
import { isObject, type Json } from '../model/json.js';

type Answer = NonNullable<Exchange['response']>;

/** So many characters of a body are kept for reports: a run holds many answers. */
const KEPT_CHARACTERS = 20_000;

/** An answer as it is, or without most of a long body. Only what was judged may be cut. */
export function kept(answer: Answer): Answer {
  const { text, json } = answer;
  if (text.length <= KEPT_CHARACTERS) return answer;
  return {
    ...answer,
    text: beginning(text, KEPT_CHARACTERS),
    length: text.length,
    ...(json === undefined ? {} : { json: withShortTexts(json) }),
  };
}

/** Texts alone can make a body long: it has not many members (`too-large.ts`). */
function withShortTexts(json: Json): Json {
  if (typeof json === 'string') return beginning(json, 1000);
  if (Array.isArray(json)) return json.map(withShortTexts);
  if (!isObject(json)) return json;
  return Object.fromEntries(Object.entries(json).map(([name, member]) => [name, withShortTexts(member)]));
}

/** The first characters of a text, as a copy: a slice would keep the whole text in memory. */
export function beginning(text: string, length: number): string {
  return text.length <= length ? text : Buffer.from(text.slice(0, length), 'utf16le').toString('utf16le');
}
