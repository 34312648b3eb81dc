import { KEY_HEADERS } from '../api/credentials.js';
import type { Exchange } from '../model/exchange.js';
import { grouped, visible } from './visible.js';

/** The shell variable that holds the base URL, where no URL is known. */
const BASE_URL = 'KERNEL_BASE_URL';

/** A longer body is not printed into a command: it would bury the rest of the report. */
const LONGEST_BODY = 2_000;

/** Headers that curl writes itself, and the one that names this suite rather than the request. */
const LEFT_OUT: ReadonlySet<string> = new Set(['user-agent', 'host', 'content-length', 'connection']);

/** What the command needs to know beyond the exchange. */
export interface CurlContext {
  /** The session id in the path that `$ID` replaces; undefined to send the path as it was. */
  readonly sessionId: string | undefined;
  /** Left out: the one that the shell has in `KERNEL_BASE_URL`. */
  readonly baseUrl?: string | undefined;
  /** What to run instead, where the body is too long for a command. */
  readonly again: string;
}

/**
 * One line for a POSIX shell that sends an exchange's request once more: same method, path, headers and body.
 * It holds no secret: the key appears by its name, as in the exchange.
 */
export function curlLine({ request }: Exchange, { sessionId, baseUrl, again }: CurlContext): string {
  const parts = ['curl', '-i', '-X', word(request.method), ...urlOptions(request.path)];
  parts.push(url(request.path, sessionId, baseUrl), ...headerOptions(request));
  const { body } = request;
  if (body === undefined) return visible(parts.join(' '));
  if (body.length > LONGEST_BODY) {
    const note = `# body.json: ${grouped(body.length)} characters, left out here; ${again} sends them`;
    return visible([...parts, '--data-binary @body.json', note].join(' '));
  }
  // An argument can hold no NUL, and a newline would break this line in two: printf writes both as octal.
  if (visible(body) !== body) {
    return `printf '${printfFormat(body)}' | ${visible(parts.join(' '))} --data-binary @-`;
  }
  return `${visible(parts.join(' '))} --data-raw ${singleQuoted(body)}`;
}

/** Without these, curl reads brackets and braces as patterns and takes dots out of the path. */
function urlOptions(path: string): string[] {
  const options: string[] = [];
  if (/[[\]{}]/.test(path)) options.push('-g');
  if (/\/\.{1,2}(\/|\?|$)/.test(path)) options.push('--path-as-is');
  return options;
}

function url(path: string, sessionId: string | undefined, baseUrl = `$${BASE_URL}`): string {
  const named = sessionId === undefined ? path : path.replace(`/${sessionId}`, '/$ID');
  return doubleQuoted(`${baseUrl}${named}`, [BASE_URL, ...(sessionId === undefined ? [] : ['ID'])]);
}

function headerOptions({ headers, body }: Exchange['request']): string[] {
  const sent = Object.entries(headers).filter(([name]) => !LEFT_OUT.has(name));
  const options = sent.flatMap(([name, value]) => {
    const title = name.replace(/(^|-)[a-z]/g, (found) => found.toUpperCase());
    // curl takes `Name:` for "do not send it" and `Name;` for an empty value.
    const text = value === '' ? `${title};` : `${title}: ${value}`;
    return ['-H', KEY_HEADERS.includes(name) || IS_KEY.test(value) ? credential(text) : singleQuoted(text)];
  });
  // curl would otherwise declare a form, which the request did not.
  if (body !== undefined && headers['content-type'] === undefined) options.push('-H', "'Content-Type:'");
  return options;
}

/** A header of another name takes the key as it is. */
const IS_KEY = /^\$KERNEL_(?:RESTRICTED_)?API_KEY$/;

/** How `api/credentials.ts` writes a key, and what is derived from it, as text that a shell expands. */
const OF_A_KEY =
  /\$\(printf %08192d 0\)|\$\(printf %s "(?:\$KERNEL_API_KEY:|:\$KERNEL_API_KEY)" \| base64 \| tr -d "\\n"\)|\$\(printf %s "\$KERNEL_API_KEY" \| tr "a-zA-Z" "A-Za-z"\)|\$\{KERNEL_[A-Z_]+(?:%\?|#\?)?\}|\$[A-Z][A-Z0-9_]*/g;

/** A credential in double quotes: the shell expands a key and what is derived from it, all else is text. */
function credential(text: string): string {
  const parts = text.split(OF_A_KEY).map((part) => doubleQuoted(part, []).slice(1, -1));
  const made = text.match(OF_A_KEY) ?? [];
  return `"${parts.map((part, index) => part + (made[index] ?? '')).join('')}"`;
}

/** Text in double quotes in which only the named variables are expanded. */
function doubleQuoted(text: string, names: readonly string[]): string {
  const inner = text.replace(/[\\"`!]|\$([A-Z][A-Z0-9_]*)?/g, (found: string, name: unknown) => {
    if (typeof name === 'string' && names.includes(name)) return found;
    // An interactive shell expands `!` even between double quotes.
    return found === '!' ? `"'!'"` : `\\${found}`;
  });
  return `"${inner}"`;
}

/** Text as one word of a POSIX shell, whatever it holds. */
function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A word that needs no quotes as it is, any other in single quotes. */
export function word(text: string): string {
  return /^[\w./:@%+,=-]+$/.test(text) ? text : singleQuoted(text);
}

function printfFormat(body: string): string {
  const octal = (found: string) =>
    [...Buffer.from(found, 'utf8')].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
  const hidden = (character: string) => visible(character) !== character;
  return Array.from(body, (character, index) => {
    if (hidden(character)) return octal(character);
    if (character === '-' && index === 0) return octal(character); // not an option of printf
    if (character === '%') return '%%';
    if (character === '\\') return '\\\\';
    return character === "'" ? "'\\''" : character;
  }).join('');
}
