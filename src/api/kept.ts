import type { Exchange } from '../model/exchange.js';
import { isObject, type Json } from '../model/json.js';

type Answer = NonNullable<Exchange['response']>;

/** So many characters of a body are kept for reports: a run holds many answers. */
const KEPT_CHARACTERS = 20_000;
/** So many characters in texts are judged, and so many items of a list: each might be a mistake of its own. */
const JUDGED_CHARACTERS = 256_000;
const JUDGED_ITEMS = 1000;
/** An object cannot be judged in part, since a member that is missing is a breach. */
const MOST_MEMBERS = 10_000;
/** Where the characters are used up, so many of a text still stay. */
const ALWAYS_KEPT = 1000;

/** A body has more members than the suite judges. */
export class TooManyMembers extends Error {
  override readonly name = 'TooManyMembers';
  constructor() {
    super(`the body has more than ${MOST_MEMBERS} members, and no more are judged`);
  }
}

/**
 * A parsed body as far as it is judged: whole, unless it is uncommonly long.
 * @throws TooManyMembers
 */
export function judgedPart(json: Json, length: number): Json {
  return length <= KEPT_CHARACTERS ? json : shortened(json, JUDGED_CHARACTERS);
}

/** The text of a body as far as it is judged. */
export function judgedText(text: string): string {
  return beginning(text, JUDGED_CHARACTERS);
}

/** An answer as it is, or without most of a long body. */
export function kept(answer: Answer): Answer {
  const { text, json } = answer;
  if (text.length <= KEPT_CHARACTERS) return answer;
  return {
    ...answer,
    text: beginning(text, KEPT_CHARACTERS),
    length: text.length,
    ...(json === undefined ? {} : { json: shortened(json, KEPT_CHARACTERS) }),
  };
}

function shortened(json: Json, characters: number): Json {
  let left = characters;
  let members = 0;
  const counted = <T>(held: T[]): T[] => {
    members += held.length;
    if (members > MOST_MEMBERS) throw new TooManyMembers();
    return held;
  };
  const shorten = (value: Json): Json => {
    if (typeof value === 'string') {
      const short = beginning(value, Math.max(left, ALWAYS_KEPT));
      left -= short.length;
      return short;
    }
    if (Array.isArray(value)) return counted(value.slice(0, JUDGED_ITEMS)).map(shorten);
    if (!isObject(value)) return value;
    return Object.fromEntries(
      counted(Object.entries(value)).map(([name, member]) => [name, shorten(member)]),
    );
  };
  return shorten(json);
}

/** A copy: a slice would keep the whole text in memory. */
export function beginning(text: string, length: number): string {
  return text.length <= length ? text : Buffer.from(text.slice(0, length), 'utf16le').toString('utf16le');
}
