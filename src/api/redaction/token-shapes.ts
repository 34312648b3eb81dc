import type { Span } from './undo-escapes.js';

/** A secret shorter than this cannot be masked without masking ordinary text, too. */
export const SHORTEST_SECRET = 8;

/** Values that are tokens, no matter who issued them: by the name of the parameter, the scheme of the header, or the shape. */
export function* tokensOf(text: string): Generator<Span> {
  for (const match of text.matchAll(/(jwt|token|api[_-]?key)=((?:[\w.~+/=:@!*-]|\\\/)+)/gi)) {
    const end = match.index + match[0].length;
    const label = match[1]?.toLowerCase() === 'jwt' ? 'jwt' : 'token';
    yield { start: end - (match[2] ?? '').length, end, label };
  }
  for (const match of text.matchAll(/(Bearer|bearer|BEARER|Basic)[ \t]+((?:[\w.~+/-]|\\\/)+=*)/g)) {
    const [all, scheme, value = ''] = match;
    const end = match.index + all.length;
    if (isCredential(scheme, value)) yield { start: end - value.length, end, label: 'token' };
  }
  // A loop, because a single regular expression would scan a long run again from each eyJ in it.
  for (let at = text.indexOf('eyJ'); at >= 0;) {
    const run = /[\w-]+/y;
    run.lastIndex = at;
    run.test(text);
    const rest = /(?:\.[\w-]*){2,}/y;
    rest.lastIndex = run.lastIndex;
    const whole = rest.test(text);
    if (whole) yield { start: at, end: rest.lastIndex, label: 'jwt' };
    at = text.indexOf('eyJ', whole ? rest.lastIndex : run.lastIndex);
  }
}

/** Distinguishes a credential from prose, such as "Bearer authentication" or "a Basic 1280x800 viewport". */
function isCredential(scheme: string | undefined, value: string): boolean {
  if (value.length < SHORTEST_SECRET) return false;
  if (/^(?:[A-Z]?[a-z]{1,20}(?:[-_/](?:[A-Z]?[a-z]{1,20})?)*|[A-Z]{1,20})[.=]*$/.test(value)) return false;
  return (
    scheme !== 'Basic' || value.length >= 16 || Buffer.from(value, 'base64').toString('latin1').includes(':')
  );
}
