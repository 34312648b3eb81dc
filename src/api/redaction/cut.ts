import type { Span } from './readings.js';

export interface Redacted {
  readonly text: string;
  /** The names of the learned secrets that were in it, in order of appearance. */
  readonly found: readonly string[];
}

/** Cuts the spans out; those that overlap as a whole, with the names of the secrets in them in their place. */
export function cut(raw: string, spans: readonly Span[]): Redacted {
  const pieces: string[] = [];
  const found = new Set<string>();
  let read = 0;
  for (const group of overlapping(inOrder(spans.map((span) => wholeEscapes(raw, span))))) {
    const names = [...new Set(group.flatMap(({ name }) => name ?? []))];
    for (const name of names) found.add(name);
    const shape = group.some(({ label }) => label === 'jwt') ? 'jwt' : 'token';
    pieces.push(raw.slice(read, group[0]?.start));
    pieces.push(...(names.length > 0 ? names : [shape]).map((label) => `[${label}]`));
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

const BACKSLASH_ESCAPE = /\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt])/y;

/** A span with the whole of each backslash escape that it begins or ends in: half an escape would break the JSON. */
function wholeEscapes(text: string, span: Span): Span {
  const { start } = escapeAround(text, span.start);
  return { ...span, start, end: escapeAround(text, span.end).end };
}

/** The escape that strictly contains a position; else the position alone. */
function escapeAround(text: string, at: number): { start: number; end: number } {
  const from = Math.max(0, at - '\\u004'.length);
  const start = from + text.slice(from, at).lastIndexOf('\\');
  let run = start;
  while (text[run - 1] === '\\') run -= 1;
  const isSecondOfPair = (start - run) % 2 === 1;
  BACKSLASH_ESCAPE.lastIndex = start;
  if (start < from || isSecondOfPair || !BACKSLASH_ESCAPE.test(text)) return { start: at, end: at };
  return BACKSLASH_ESCAPE.lastIndex > at
    ? { start, end: BACKSLASH_ESCAPE.lastIndex }
    : { start: at, end: at };
}

/** By their start, the longer first. */
export function inOrder(spans: readonly Span[]): Span[] {
  return [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
}
