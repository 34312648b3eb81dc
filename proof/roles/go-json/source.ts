import { GoError } from './go-error.js';

/** The bytes of a body, one character each (`latin1`), and how far they were read. Go's errors name single bytes. */
export class Source {
  readonly text: string;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.text = Buffer.from(bytes).toString('latin1');
  }

  /** The next character, which stays where it is. @throws GoError at the end. */
  ahead(): string {
    const character = this.text.charAt(this.at);
    if (character === '') throw new GoError(/[^ \t\r\n]/.test(this.text) ? 'unexpected EOF' : 'EOF');
    return character;
  }

  /** Takes the next character if it is one of these. */
  takeIf(wanted: RegExp): boolean {
    const isThere = wanted.test(this.text.charAt(this.at));
    if (isThere) this.at += 1;
    return isThere;
  }

  /** Takes one of these characters. @param where ends the sentence about any other. @throws GoError */
  expect(wanted: RegExp, where: string): string {
    const character = this.ahead();
    if (!wanted.test(character)) throw unexpected(character, where);
    this.at += 1;
    return character;
  }

  skipSpace(): void {
    while (this.takeIf(/^[ \t\r\n]$/));
  }
}

/** The error about a character that must not stand where it does. */
export function unexpected(character: string, where: string): GoError {
  return new GoError(`invalid character ${quoted(character)} ${where}`);
}

const ESCAPED: Readonly<Record<string, string>> = {
  "'": "\\'",
  '\\': '\\\\',
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** A byte as Go quotes it, as if it were the code point of that number. */
function quoted(character: string): string {
  const code = character.charCodeAt(0);
  const isPrintable = (code >= 0x20 && code < 0x7f) || (code > 0xa0 && code !== 0xad);
  const numbered =
    code < 0x80 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  return `'${ESCAPED[character] ?? (isPrintable ? character : numbered)}'`;
}
