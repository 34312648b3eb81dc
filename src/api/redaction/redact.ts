import { SHORTEST_SECRET, tokensOf } from './token-shapes.js';
import { SOME_ESCAPES, undoEscapes, type Reading, type Span } from './undo-escapes.js';

/** Removes secrets from captured text before anything stores it. */
export interface Redactor {
  /**
   * Remembers a secret, which `text` then shows as `[name]`.
   * @throws Error when the secret is so short that masking it would also mask ordinary text, or the name cannot be a mask.
   */
  learn(name: string, secret: string): void;
  /**
   * Masks every learned secret, in any encoding, and every value that is a token by its shape or its name.
   * JSON stays JSON; everything else stays as it was, byte for byte; masking a second time changes nothing.
   * @returns the masked text, and the names of the learned secrets that were in it, in order of appearance.
   */
  text(raw: string): { text: string; found: string[] };
}

/** A URL in JSON in JSON has three levels; a hostile answer must not force thousands of passes. */
const DEEPEST_NESTING = 4;

/** Short texts recur: the results for this many of them are cached. */
const LONGEST_REMEMBERED = 80;
const MOST_REMEMBERED = 500;

/** One written form of a secret; a `loose` edge shares a character with the text around the secret. */
interface Pattern {
  readonly name: string;
  readonly text: string;
  readonly looseStart: boolean;
  readonly looseEnd: boolean;
}

/** Creates a redactor that knows no secrets yet, but already masks tokens by their shape. */
export function createRedactor(): Redactor {
  const secrets = new Map<string, string>();
  let patterns: Pattern[] = [];
  /** The cache of short texts: headers mostly repeat. */
  const short = new Map<string, { text: string; found: string[] }>();
  const redacted = (raw: string): { text: string; found: string[] } => {
    const spans = [...spansOf(raw, patterns)];
    const ways: Reading[] = [];
    let text = raw;
    while (ways.length < DEEPEST_NESTING) {
      const reading = undoEscapes(text);
      if (reading === undefined) break;
      ways.unshift(reading);
      text = reading.text;
      for (const span of spansOf(text, patterns)) {
        spans.push(ways.reduce((at, way) => way.back(at), span));
      }
    }
    return mask(raw, spans);
  };
  return {
    learn(name, secret) {
      if (secret.length < SHORTEST_SECRET) {
        throw new Error(
          `The secret ${name} has fewer than ${SHORTEST_SECRET} characters, so masking it would also mask ordinary text.`,
        );
      }
      if (!/^[\w.-]+$/.test(name)) {
        // The name is not shown: if a caller swapped the arguments, it is the secret.
        throw new Error(
          'The name of a secret must consist of letters, digits, dots, hyphens and underscores.',
        );
      }
      const names = [...secrets.values(), name];
      if (names.some((shown) => [...secrets.keys(), secret].some((hidden) => shown.includes(hidden)))) {
        throw new Error(
          'A secret is part of a name that is shown in place of a secret, so masking cannot hide it.',
        );
      }
      if (secrets.has(secret)) return;
      secrets.set(secret, name);
      patterns = [...patterns, ...writings(name, secret)];
      short.clear();
    },
    text(raw) {
      if (raw.length > LONGEST_REMEMBERED) return redacted(raw);
      const known = short.get(raw) ?? redacted(raw);
      if (short.size >= MOST_REMEMBERED) short.clear();
      short.set(raw, known);
      return known;
    },
  };
}

/** Every written form of a secret that undoing escapes does not turn back into its plain text. */
function writings(name: string, secret: string): Pattern[] {
  const bytes = Buffer.from(secret, 'utf8');
  // Undoing all kinds at once also undoes what only looks like an escape in the secret, unless that was escaped itself.
  const undone = SOME_ESCAPES.map(
    (kinds) => undoEscapes(secret, new RegExp(kinds.join('|'), 'g'))?.text ?? secret,
  );
  const exact = new Set([
    secret,
    bytes.toString('latin1'), // what é becomes when %C3%A9 is decoded byte by byte
    secret.replaceAll(' ', '+'), // how a form encodes a space
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...undone.filter((text) => text.length >= SHORTEST_SECRET),
  ]);
  const patterns = [...exact].map((text) => ({ name, text, looseStart: false, looseEnd: false }));
  const inBase64 = new Map<string, Pattern>();
  for (const lead of [0, 1, 2]) {
    // A character holds six bits. One that the secret shares with a neighbour has a known place, but an unknown value.
    const encoded = Buffer.concat([Buffer.alloc(lead), bytes]).toString('base64');
    const core = encoded.slice(Math.ceil((lead * 8) / 6), Math.floor(((lead + bytes.length) * 8) / 6));
    const looseEnd = (lead + bytes.length) % 3 !== 0;
    for (const text of [core, core.replaceAll('+', '-').replaceAll('/', '_')]) {
      inBase64.set(text, { name, text, looseStart: lead > 0, looseEnd });
    }
  }
  return [...patterns, ...inBase64.values()];
}

/** The learned secrets and the tokens in a text, escapes not undone. No span splits a JSON escape. */
function* spansOf(text: string, patterns: readonly Pattern[]): Generator<Span> {
  for (const { name, text: sought, looseStart, looseEnd } of patterns) {
    for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + sought.length)) {
      const start = looseStart && isBase64(text[at - 1]) ? at - 1 : at;
      const end = at + sought.length;
      const wide = looseEnd && isBase64(text[end]) ? end + 1 : end;
      yield wholeEscapes(text, { start, end: wide, label: name, name });
    }
  }
  for (const span of tokensOf(text)) yield wholeEscapes(text, span);
}

function isBase64(character: string | undefined): boolean {
  return character !== undefined && /[\w+/-]/.test(character);
}

/**
 * Moves the ends of a span out of the middle of a backslash escape: half an escape would break the JSON. A backslash at
 * the very end stays, because it may escape the quote behind it, which would otherwise end the string.
 */
function wholeEscapes(text: string, span: Span): Span {
  const { start, end } = span;
  const first = escapeAround(text, start);
  const last = escapeAround(text, end);
  const from = first === undefined ? start : first.start;
  const to = last === undefined ? end : last.start > from ? last.start : last.end;
  return { ...span, start: from, end: to };
}

const BACKSLASH_ESCAPE = /\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt])/y;

/** The escape that strictly contains the position, if any. */
function escapeAround(text: string, position: number): { start: number; end: number } | undefined {
  const longest = 5; // as far as the last digit of \uXXXX can be from its backslash
  const from = Math.max(0, position - longest);
  const start = from + text.slice(from, position).lastIndexOf('\\');
  if (start < from) return undefined;
  let run = start;
  while (text[run - 1] === '\\') run -= 1;
  if ((start - run) % 2 === 1) return undefined; // the second half of a pair
  BACKSLASH_ESCAPE.lastIndex = start;
  if (!BACKSLASH_ESCAPE.test(text)) return undefined;
  return BACKSLASH_ESCAPE.lastIndex > position ? { start, end: BACKSLASH_ESCAPE.lastIndex } : undefined;
}

/** Replaces the spans. Overlapping ones are replaced as a whole, by the names of the longest learned secrets. */
function mask(raw: string, spans: readonly Span[]): { text: string; found: string[] } {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const pieces: string[] = [];
  const found = new Set<string>();
  let read = 0;
  for (const group of overlapping(sorted)) {
    const names = namesOf(group);
    for (const name of names) found.add(name);
    const shape = group.some((span) => span.label === 'jwt') ? 'jwt' : 'token';
    const shown = names.length > 0 ? names : [shape];
    pieces.push(raw.slice(read, group[0]?.start), ...shown.map((label) => `[${label}]`));
    read = group.reduce((end, span) => Math.max(end, span.end), 0);
  }
  pieces.push(raw.slice(read));
  return { text: pieces.join(''), found: [...found] };
}

/** Groups overlapping spans; expects them sorted by their start. */
function overlapping(sorted: readonly Span[]): Span[][] {
  const groups: Span[][] = [];
  let end = 0;
  for (const span of sorted) {
    const group = groups.at(-1);
    if (group !== undefined && span.start < end) group.push(span);
    else groups.push([span]);
    end = Math.max(end, span.end);
  }
  return groups;
}

/** The names of the learned secrets in a group, except those inside a longer one. */
function namesOf(group: readonly Span[]): string[] {
  const names = new Set<string>();
  let end = -1;
  for (const span of group) {
    if (span.name === undefined || span.end <= end) continue;
    names.add(span.name);
    end = span.end;
  }
  return [...names];
}
