import { parseJson, type Json } from '../../src/model/json.js';
import type { Wire } from '../../src/model/wire.js';

/** How the letters of a body go over the wire. */
export interface Encoding {
  /** Undefined sends no body. */
  readonly text: string | undefined;
  /** Undefined sends no content type. */
  readonly contentType: string | undefined;
  readonly wire?: Wire;
}

const JSON_TYPE = 'application/json';

/** Stands for the byte FF, which no text in UTF-8 holds. */
export const NO_UTF_8 = '\xff';

/** What a session shows of it was asked for under a wrong name. */
const OTHER_SIZE = '{"width":333,"height":444}';

/** Ways to spoil the text of an update, so that it is no JSON, or not the JSON of an object. */
const SPOILT = {
  'cut short': (text) => text.slice(0, -1),
  'followed by text': (text) => `${text} and more`,
  'followed by a bracket': (text) => `${text}]`,
  'followed by itself': (text) => text + text,
  'with a trailing comma': (text) => text.replace(/\}$/, ',}'),
  'with a comment': (text) => first(text, '/* none */', ''),
  'with a name in single quotes': (text) => first(text, "'no_such_member':1"),
  'with a bare name': (text) => first(text, 'no_such_member:1'),
  'with a leading zero': (text) => first(text, '"no_such_member":01'),
  'with a tab in a text': (text) => first(text, '"no_such_member":"a\tb"'),
  'with an escape that is none': (text) => first(text, '"no_such_member":"\\q"'),
  'cut short by two letters': (text) => (text.length > 2 ? text.slice(0, -2) : '{"'),
  'with NaN': (text) => first(text, '"no_such_member":NaN'),
  'encoded twice': (text) => JSON.stringify(text),
  'in a list': (text) => `[${text}]`,
  'as a word': () => 'viewport',
  'in parts of a member that is named twice': () => '{"viewport":{"width":1111},"viewport":{"height":777}}',
  empty: () => '',
  'as blanks': () => ' \n\t',
  missing: () => undefined,
} as const satisfies Record<string, (text: string) => string | undefined>;
export type Flaw = keyof typeof SPOILT;
export const FLAWS = namesOf(SPOILT);

/** Unusual ways to say an update that no clause forbids. The members that they add are unknown to the document. */
const UNUSUAL = {
  'with a charset': (text) => ({ text, contentType: `${JSON_TYPE}; charset=utf-8` }),
  'with capitals in the content type': (text) => ({ text, contentType: 'Application/JSON' }),
  'with a charset in capitals': (text) => ({ text, contentType: `${JSON_TYPE}; charset=UTF-8` }),
  'in lines': (text) => ({ text: JSON.stringify(parseJson(text), null, 1), contentType: JSON_TYPE }),
  'behind many blanks': (text) => ({ text: ' '.repeat(5000) + text, contentType: JSON_TYPE }),
  'behind whitespace': (text) => ({ text: `\r\n\t ${text}`, contentType: JSON_TYPE }),
  'as plain text': (text) => ({ text, contentType: 'text/plain' }),
  'without a content type': (text) => ({ text, contentType: undefined }),
  // The first text in an object is a name.
  'with a name that holds an escape': (text) => ({
    text: text.replace(/"([a-z])/, (_, letter: string) => `"\\u00${letter.charCodeAt(0).toString(16)}`),
    contentType: JSON_TYPE,
  }),
  'with fractions of zero': (text) => ({ text: withNumbers(text, '.0'), contentType: JSON_TYPE }),
  'with exponents': (text) => ({ text: withNumbers(text, 'e0'), contentType: JSON_TYPE }),
  'with names in capitals': (text) => ({
    text: first(last(text, `"VIEWPORT":${OTHER_SIZE}`), '"PROXY_ID":""'),
    contentType: JSON_TYPE,
  }),
  'with names in camel case': (text) => ({ text: first(text, '"proxyId":""'), contentType: JSON_TYPE }),
  'with ids of no session': (text) => ({
    text: first(text, '"id":"no-such-session","session_id":"no-such-session"'),
    contentType: JSON_TYPE,
  }),
  'with members of a creation': (text) => ({
    text: first(
      text,
      '"headless":true,"stealth":true,"gpu":true,"kiosk_mode":true,"timeout_seconds":77,"width":333,"height":444',
    ),
    contentType: JSON_TYPE,
  }),
  'with fields in __proto__': (text) => ({
    text: first(text, '"__proto__":{"proxy_id":""}'),
    contentType: JSON_TYPE,
  }),
  'with letters outside ASCII': (text) => ({ text: beside(text, '"é✓😀"'), contentType: JSON_TYPE }),
  'with lists in lists': (text) => ({
    text: beside(text, '['.repeat(1000) + ']'.repeat(1000)),
    contentType: JSON_TYPE,
  }),
  'with levels of some dozen': (text) => ({
    text: beside(text, '[{"a":'.repeat(24) + '0' + '}]'.repeat(24)),
    contentType: JSON_TYPE,
  }),
  'with half of a surrogate pair': (text) => ({ text: beside(text, '"\\ud83d"'), contentType: JSON_TYPE }),
  'with a byte that is no UTF-8': (text) => ({
    text: beside(text, '"\xff"'),
    contentType: JSON_TYPE,
    wire: 'in Latin-1',
  }),
  'with a number beyond 64 bits': (text) => ({
    text: beside(text, String(2n ** 64n + 1n)),
    contentType: JSON_TYPE,
  }),
  'with a number beyond all doubles': (text) => ({ text: beside(text, '1e400'), contentType: JSON_TYPE }),
  'behind a byte order mark': (text) => ({ text: `\ufeff${text}`, contentType: JSON_TYPE }),
  'in chunks': (text) => ({ text, contentType: JSON_TYPE, wire: 'in chunks' }),
  'with a long text': (text) => ({ text: beside(text, `"${'a'.repeat(150_000)}"`), contentType: JSON_TYPE }),
} as const satisfies Record<string, (text: string) => Encoding>;
export type Oddity = keyof typeof UNUSUAL;

const BRINGING: readonly Oddity[] = [
  'as plain text',
  'without a content type',
  'with names in capitals',
  'with names in camel case',
  'with ids of no session',
  'with members of a creation',
  'with fields in __proto__',
  'with letters outside ASCII',
  'with lists in lists',
  'with a long text',
  'with levels of some dozen',
  'with half of a surrogate pair',
  'with a byte that is no UTF-8',
  'with a number beyond 64 bits',
  'with a number beyond all doubles',
  'behind a byte order mark',
];

/** What common frameworks read otherwise by default, and only an overly literal reading forbids. */
const OVERLY_LITERAL: readonly (Oddity | Flaw)[] = [
  'with fractions of zero',
  'with exponents',
  'with names in capitals',
  'as blanks',
  'empty',
  'missing',
  'in parts of a member that is named twice',
];

/** Is it a note, and no breach, where such letters are read wrongly? */
export function isOverlyLiteral(how: Oddity | Flaw): boolean {
  return OVERLY_LITERAL.includes(how);
}

/** They weigh on an API, or look like an attack to a firewall. */
const WEIGHING: readonly Oddity[] = [
  'with lists in lists',
  'with a long text',
  'with a byte that is no UTF-8',
  'behind many blanks',
];

/** @param gentle without those that weigh on an API. */
export function odditiesFor(gentle: boolean): readonly Oddity[] {
  return namesOf(UNUSUAL).filter((name) => !gentle || !WEIGHING.includes(name));
}

/** Does the oddity bring something along that the document does not speak of, so that the update may be refused? */
export function bringsMember(oddity: Oddity): boolean {
  return BRINGING.includes(oddity);
}

/** The plain letters of a body. One that holds NO_UTF_8 goes out with the byte that this stands for. */
export function plain(body: Json, wire?: Wire): Encoding {
  const text = JSON.stringify(body);
  const bytes = text.includes(NO_UTF_8) ? 'in Latin-1' : wire;
  return { text, contentType: JSON_TYPE, ...(bytes === undefined ? {} : { wire: bytes }) };
}

/** The letters of a body that no reader of JSON may take for an update. */
export function spoilt(body: Json, flaw: Flaw): Encoding {
  return { text: SPOILT[flaw](JSON.stringify(body)), contentType: JSON_TYPE };
}

/** The unusual letters of a body, which must be an object. */
export function unusual(body: Json, oddity: Oddity): Encoding {
  return UNUSUAL[oddity](JSON.stringify(body));
}

function beside(text: string, value: string): string {
  return first(text, `"no_such_member":${value}`);
}

/** The text of an object with something at its beginning. */
function first(text: string, member: string, comma = ','): string {
  const rest = text.slice(1);
  return `{${member}${rest === '}' ? '' : comma}${rest}`;
}

/** The text of an object with something at its end. */
function last(text: string, member: string): string {
  return `${text.slice(0, -1)}${text === '{}' ? '' : ','}${member}}`;
}

/** The text of an object with every whole number in another form. Ids and names hold no colon. */
function withNumbers(text: string, end: string): string {
  return text.replaceAll(/:(-?\d+)(?=[,}])/g, `:$1${end}`);
}

function namesOf<T extends string>(record: Readonly<Record<T, unknown>>): readonly T[] {
  return Object.keys(record).filter((name): name is T => name in record);
}
