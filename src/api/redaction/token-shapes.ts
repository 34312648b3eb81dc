import type { Span } from './readings.js';
import { endOfRun, members } from './runs.js';

/** A secret shorter than this cannot be masked without masking ordinary text, too. */
export const SHORTEST_SECRET = 8;

const IN_PARAMETER = members(/[\w.~+/=:@!*-]/);
const IN_CREDENTIAL = members(/[\w.~+/-]/);
const PADDING = members(/=/);
const IN_JWT = members(/[\w-]/);

const SCHEMES = ['Bearer', 'bearer', 'BEARER', 'Basic'];
const SCHEME = /(Bearer|bearer|BEARER|Basic)[ \t]/g;
const LONGEST_NAME = 'api_key'.length;

/** Values that are tokens, no matter who issued them: by the name of the parameter, the scheme of the header, or the shape. */
export function* tokensOf(text: string): Generator<Span> {
  let read = 0;
  for (let at = text.indexOf('='); at >= 0; at = text.indexOf('=', at + 1)) {
    const [name] = /(?:jwt|token|api[_-]?key)$/i.exec(text.slice(Math.max(0, at - LONGEST_NAME), at)) ?? [];
    if (name === undefined || at - name.length < read) continue; // inside the value before, which was read to its end
    const start = at + 1;
    read = endOfValue(text, start, IN_PARAMETER);
    if (read > start) yield { start, end: read, label: name.toLowerCase() === 'jwt' ? 'jwt' : 'token' };
  }
  const mayHaveScheme = SCHEMES.some((scheme) => text.includes(scheme)); // an expression looks for them far longer
  for (const { 0: head, 1: scheme, index } of mayHaveScheme ? text.matchAll(SCHEME) : []) {
    let start = index + head.length;
    while (/[ \t]/.test(text.charAt(start))) start += 1;
    const end = endOfRun(text, endOfValue(text, start, IN_CREDENTIAL), PADDING);
    if (isCredential(scheme, text.slice(start, end))) yield { start, end, label: 'token' };
  }
  for (let start = text.indexOf('eyJ'); start >= 0;) {
    const header = endOfRun(text, start, IN_JWT);
    let [end, parts] = [header, 1];
    for (; text[end] === '.'; parts += 1) end = endOfRun(text, end + 1, IN_JWT);
    if (parts > 2) yield { start, end, label: 'jwt' };
    start = text.indexOf('eyJ', end);
  }
}

/** Where a value ends in which JSON may have escaped slashes. */
function endOfValue(text: string, start: number, of: ReturnType<typeof members>): number {
  let end = endOfRun(text, start, of);
  while (text.startsWith('\\/', end)) end = endOfRun(text, end + 2, of);
  return end;
}

/** Distinguishes a credential from prose, such as "Bearer authentication" or "a Basic 1280x800 viewport". */
function isCredential(scheme: string | undefined, value: string): boolean {
  if (value.length < SHORTEST_SECRET) return false;
  if (
    value.length < 400 &&
    /^(?:[A-Z]?[a-z]{1,20}(?:[-_/](?:[A-Z]?[a-z]{1,20})?)*|[A-Z]{1,20})[.=]*$/.test(value)
  )
    return false;
  return (
    scheme !== 'Basic' || value.length >= 16 || Buffer.from(value, 'base64').toString('latin1').includes(':')
  );
}
