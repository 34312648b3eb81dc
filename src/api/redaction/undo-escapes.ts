/** Part of a text to mask. `name` is that of a learned secret; without it, `label` says what the part looks like. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly name?: string;
}

/** A text with one level of escapes undone, and a way to map its spans back to the original text. */
export interface Reading {
  readonly text: string;
  back(span: Span): Span;
}

const PERCENT = '%[0-9a-fA-F]{2}';
const BACKSLASH = '\\\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|["\\\\/bfnrt])';
const ENTITY = '&(?:#[0-9]{1,12}|#[xX][0-9a-fA-F]{1,12}|amp|lt|gt|quot|apos);?';
const ANY_ESCAPE = new RegExp([PERCENT, BACKSLASH, ENTITY].join('|'), 'g');
/** Each kind of escape alone, and every pair of kinds. */
export const SOME_ESCAPES = [
  [PERCENT],
  [BACKSLASH],
  [ENTITY],
  [PERCENT, BACKSLASH],
  [PERCENT, ENTITY],
  [BACKSLASH, ENTITY],
];

const NAMED: Readonly<Record<string, string>> = {
  '\\b': '\b',
  '\\f': '\f',
  '\\n': '\n',
  '\\r': '\r',
  '\\t': '\t',
  '&amp': '&',
  '&lt': '<',
  '&gt': '>',
  '&quot': '"',
  '&apos': "'",
};

/** Undoes one level of escapes, of all kinds unless some are given; undefined if the text has none. */
export function undoEscapes(text: string, escapes = ANY_ESCAPE): Reading | undefined {
  const known = new Map<string, string>(); // a body repeats a few escapes thousands of times
  const pieces: string[] = [];
  const marks: { at: number; length: number; start: number; end: number }[] = [];
  let read = 0;
  let at = 0;
  for (const { 0: escape, index: start } of text.matchAll(escapes)) {
    let plain = known.get(escape);
    if (plain === undefined) known.set(escape, (plain = unescaped(escape)));
    pieces.push(text.slice(read, start), plain);
    at += start - read;
    read = start + escape.length;
    marks.push({ at, length: plain.length, start, end: read });
    at += plain.length;
  }
  if (marks.length === 0) return undefined;
  pieces.push(text.slice(read));

  /** Where a character of the plain text starts and ends in the escaped one. */
  const origin = (position: number): { start: number; end: number } => {
    let low = 0;
    let high = marks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((marks[middle]?.at ?? 0) <= position) low = middle + 1;
      else high = middle;
    }
    const mark = marks[low - 1];
    if (mark === undefined) return { start: position, end: position + 1 };
    const beyond = position - mark.at - mark.length;
    return beyond < 0 ? mark : { start: mark.end + beyond, end: mark.end + beyond + 1 };
  };
  return {
    text: pieces.join(''),
    back: (span) => ({ ...span, start: origin(span.start).start, end: origin(span.end - 1).end }),
  };
}

function unescaped(escape: string): string {
  const bare = escape.replace(/;$/, '');
  const named = NAMED[bare];
  if (named !== undefined) return named;
  const [, hex, decimal] = /^(?:%|\\[ux]|&#[xX])([0-9a-fA-F]+)$|^&#([0-9]+)$/.exec(bare) ?? [];
  if (hex === undefined && decimal === undefined) return bare.slice(1); // \" \\ \/
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}
