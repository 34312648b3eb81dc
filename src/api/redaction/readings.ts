import { members, runsIn } from './runs.js';

/** Part of a text to mask. `name` is that of a learned secret; without it, `label` says what the part looks like. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly name?: string;
}

/** What a text says once one level of encoding is undone, and a way to find a part of that in the text. */
export interface Reading {
  readonly text: string;
  back(span: Span): Span;
}

const PERCENT = '%[0-9a-fA-F]{2}';
const BACKSLASH = '\\\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|["\\\\/bfnrt])';
const ENTITY = '&(?:#[0-9]{1,12}|#[xX][0-9a-fA-F]{1,12}|amp|lt|gt|quot|apos);?';
/** UTF-16 and UTF-32 pad ASCII with these. */
const PADDING = '\\u0000';
const ESCAPES = [PERCENT, BACKSLASH, ENTITY].map((kind) => new RegExp(kind, 'g'));
/** Without one of these, a text holds no escape; looking for them takes a fraction of the time. */
const BEGINNINGS = ['%', '\\', '&', '\u0000'];
const ANY_ESCAPE = new RegExp([PERCENT, BACKSLASH, ENTITY, PADDING].join('|'), 'g');

const NAMED: Readonly<Record<string, string>> = {
  ...{ '\\b': '\b', '\\f': '\f', '\\n': '\n', '\\r': '\r', '\\t': '\t' },
  ...{ '&amp': '&', '&lt': '<', '&gt': '>', '&quot': '"', '&apos': "'" },
  '\u0000': '',
};

/** The characters of base64 and base64url, which tools wrap, as long as the shortest secret is in them; and of hex. */
const BASE64 = { characters: members(/[\w+/\r\n-]/), shortest: 11 } as const;
const HEX = { characters: members(/[0-9a-f]/i), shortest: 16 } as const;
/** An encoding may begin at any character of a run: so many beginnings differ. */
const PHASES = { base64: [0, 1, 2, 3], hex: [0, 1] } as const;
/** All beginnings of the shortest runs, with what stands between them, need so many bytes for a character. */
const MOST_DECODED = 5;
/** Stands between two decoded runs; part of no secret, token or encoding. */
const APART = 1;

/** Every way to read a text with one level of encoding undone. */
export function* readings(text: string): Generator<Reading> {
  const unescaped = undoEscapes(text);
  if (unescaped !== text) yield { text: unescaped, back: lazily(() => startsIn(text, unescaped.length)) };
  const decoded = decodedRuns(text);
  if (decoded !== undefined) yield decoded;
}

/** A secret that looks escaped itself, as undoing all kinds of escapes at once leaves it. */
export function partlyUnescaped(secret: string): string[] {
  const forms = new Set([secret]);
  // A set hands out what is added on the way, too.
  for (const form of forms) for (const kind of ESCAPES) forms.add(form.replace(kind, unescapedOne));
  return [...forms];
}

/** In a megabyte of escapes, `replace` would hold all of them at once. */
function undoEscapes(text: string): string {
  if (!BEGINNINGS.some((beginning) => text.includes(beginning))) return text;
  const chunks: string[] = [];
  let pieces: string[] = [];
  let read = 0;
  for (const { 0: escape, index } of text.matchAll(ANY_ESCAPE)) {
    pieces.push(text.slice(read, index), unescapedOne(escape));
    read = index + escape.length;
    if (pieces.length > 10_000) {
      chunks.push(pieces.join(''));
      pieces = [];
    }
  }
  return chunks.join('') + pieces.join('') + text.slice(read);
}

function unescapedOne(escape: string): string {
  const bare = escape.endsWith(';') ? escape.slice(0, -1) : escape;
  const named = NAMED[bare];
  if (named !== undefined) return named;
  const [, hex, decimal] = /^(?:%|\\[ux]|&#[xX])([0-9a-fA-F]+)$|^&#([0-9]+)$/.exec(bare) ?? [];
  if (hex === undefined && decimal === undefined) return bare.slice(1); // \" \\ \/
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}

/** Where each character of the unescaped text starts; it ends where the next one starts. */
function startsIn(text: string, length: number): Int32Array {
  const starts = new Int32Array(length + 1);
  let [at, read] = [0, 0];
  for (const { 0: escape, index } of text.matchAll(ANY_ESCAPE)) {
    while (read < index) starts[at++] = read++;
    for (let units = unescapedOne(escape).length; units > 0; units -= 1) starts[at++] = index;
    read = index + escape.length;
  }
  while (at <= length) starts[at++] = read++;
  return starts;
}

/** The map back is made only if something was found. */
function lazily(map: () => Int32Array): Reading['back'] {
  let starts: Int32Array | undefined;
  return (span) => {
    starts ??= map();
    return { ...span, start: starts[span.start] ?? 0, end: starts[span.end] ?? 0 };
  };
}

/** Every run of base64 and hex, decoded from each of its beginnings. A run that holds a secret is masked as a whole. */
function decodedRuns(text: string): Reading | undefined {
  const inBase64 = [...runsIn(text, BASE64.characters, BASE64.shortest)];
  if (inBase64.length === 0) return undefined;
  // Every run of hex lies in one of base64.
  const inHex = inBase64.flatMap(({ start: from, end: to }) =>
    [...runsIn(text.slice(from, to), HEX.characters, HEX.shortest)].map(({ start, end }) => ({
      start: from + start,
      end: from + end,
    })),
  );
  const runs: { at: number; start: number; end: number }[] = [];
  const bytes = Buffer.allocUnsafe(Math.ceil(text.length * MOST_DECODED));
  let at = 0;
  for (const [encoding, found] of [
    ['base64', inBase64],
    ['hex', inHex],
  ] as const) {
    for (const { start, end } of found) {
      runs.push({ at, start, end });
      const run = text.slice(start, end).replace(/[\r\n]/g, '');
      for (const phase of PHASES[encoding]) {
        at += bytes.write(run.slice(phase), at, encoding);
        bytes[at++] = APART;
      }
    }
  }
  const back = (span: Span): Span => {
    let [low, high] = [0, runs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((runs[middle]?.at ?? 0) <= span.start) low = middle + 1;
      else high = middle;
    }
    const { start, end } = runs[low - 1] ?? { start: 0, end: text.length };
    return { ...span, start, end };
  };
  return { text: bytes.toString('latin1', 0, at), back };
}
