import type { Source } from './source.js';

const DIGIT = /^\d$/;

/** Takes the rest of a string whose first quote has been taken, and gives its text. */
export function takeString(source: Source): string {
  const start = source.at - 1;
  for (;;) {
    const character = source.expect(/^[^\0-\x1f]$/, 'in string literal');
    if (character === '"') return textOf(source.text.slice(start, source.at));
    if (character === '\\') takeEscape(source);
  }
}

function takeEscape(source: Source): void {
  if (source.expect(/^["/\\bfnrtu]$/, 'in string escape code') !== 'u') return;
  for (let digit = 0; digit < 4; digit += 1) {
    source.expect(/^[\da-f]$/i, 'in \\u hexadecimal character escape');
  }
}

/** Takes a number and gives it as it was written, which decides whether Go takes it for an integer. */
export function takeNumber(source: Source): string {
  const start = source.at;
  source.takeIf(/^-$/);
  if (source.expect(DIGIT, 'in numeric literal') !== '0') takeDigits(source);
  if (source.takeIf(/^\.$/)) {
    source.expect(DIGIT, 'after decimal point in numeric literal');
    takeDigits(source);
  }
  if (source.takeIf(/^e$/i)) {
    source.takeIf(/^[+-]$/);
    source.expect(DIGIT, 'in exponent of numeric literal');
    takeDigits(source);
  }
  return source.text.slice(start, source.at);
}

function takeDigits(source: Source): void {
  while (source.takeIf(DIGIT));
}

/** Takes one of the words true, false and null. */
export function takeWord(source: Source, word: string): void {
  for (const letter of word) {
    source.expect(new RegExp(`^${letter}$`), `in literal ${word} (expecting '${letter}')`);
  }
}

/** The text of a string literal. What is not Unicode becomes U+FFFD: Go refuses no text. */
function textOf(literal: string): string {
  const utf8 = Buffer.from(withoutInvalidBytes(literal), 'latin1').toString('utf8');
  return String(JSON.parse(utf8)).replaceAll(/\p{Surrogate}/gu, '\ufffd');
}

/** Bytes that are valid UTF-8, by their number; in the end any single byte. */
const BYTES = [
  /[^\x80-\xff]+/,
  /[\xc2-\xdf][\x80-\xbf]/,
  /(?:\xe0[\xa0-\xbf]|\xed[\x80-\x9f]|[\xe1-\xec\xee\xef][\x80-\xbf])[\x80-\xbf]/,
  /(?:\xf0[\x90-\xbf]|\xf4[\x80-\x8f]|[\xf1-\xf3][\x80-\xbf])[\x80-\xbf]{2}/,
  /[^]/,
];
const EACH = new RegExp(BYTES.map(({ source }) => source).join('|'), 'g');

/** Go replaces every invalid byte by a U+FFFD of its own; Node has one for several bytes that begin a character. */
function withoutInvalidBytes(text: string): string {
  return text.replaceAll(EACH, (bytes) => (/^[\x80-\xff]$/.test(bytes) ? '\xef\xbf\xbd' : bytes));
}
