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
  const marks = createMarks();
  let read = 0;
  let at = 0;
  for (const { 0: escape, index: start } of text.matchAll(escapes)) {
    let plain = known.get(escape);
    if (plain === undefined) known.set(escape, (plain = unescaped(escape)));
    pieces.push(text.slice(read, start), plain);
    at += start - read;
    read = start + escape.length;
    marks.add(at, plain.length, start, read);
    at += plain.length;
  }
  if (marks.count() === 0) return undefined;
  pieces.push(text.slice(read));

  return {
    text: pieces.join(''),
    back: (span) => ({ ...span, start: marks.origin(span.start).start, end: marks.origin(span.end - 1).end }),
  };
}

/** Where escapes were undone. A hostile body holds a million of them, so they are numbers in a row and no objects. */
interface Marks {
  /** @param at where the plain characters begin. @param start and `end`: where their escape stood. */
  add(at: number, length: number, start: number, end: number): void;
  count(): number;
  /** Where a character of the plain text starts and ends in the escaped one. */
  origin(position: number): { start: number; end: number };
}

function createMarks(): Marks {
  let rows = new Int32Array(64);
  let used = 0;
  const cell = (row: number, column: number): number => rows[4 * row + column] ?? 0;
  return {
    add(...row) {
      if (used === rows.length) {
        const longer = new Int32Array(2 * used);
        longer.set(rows);
        rows = longer;
      }
      rows.set(row, used);
      used += row.length;
    },
    count: () => used / 4,
    origin(position) {
      let low = 0;
      let high = used / 4;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (cell(middle, 0) <= position) low = middle + 1;
        else high = middle;
      }
      if (low === 0) return { start: position, end: position + 1 };
      const [at, length, start, end] = [0, 1, 2, 3].map((column) => cell(low - 1, column));
      const beyond = position - (at ?? 0) - (length ?? 0);
      if (beyond < 0) return { start: start ?? 0, end: end ?? 0 };
      return { start: (end ?? 0) + beyond, end: (end ?? 0) + beyond + 1 };
    },
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
