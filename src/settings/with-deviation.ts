import { Document, isMap, isScalar, isSeq, parseDocument, YAMLMap, YAMLSeq } from 'yaml';
import type { KnownDeviation } from '../model/known-deviation.js';

/** A reason stays on one line, however long it is. */
const STYLE = { lineWidth: 0, flowCollectionPadding: false } as const;
const DASH = '- ';

/** A file of known deviations with one more entry. */
export interface WithDeviation {
  readonly text: string;
  /** The new entry alone. */
  readonly entry: string;
  /** Has it taken the place of one for the same cause? */
  readonly isReplaced: boolean;
}

/**
 * Writes an entry into the text of a file of known deviations: in the place of one for the same cause, else at the end.
 * All else in the file stays, letter for letter; of an entry that is replaced, its comments stay.
 */
export function withDeviation(text: string, deviation: KnownDeviation): WithDeviation {
  const document = parseDocument(text, { schema: 'core' });
  const list = isSeq(document.contents) ? document.contents : new YAMLSeq();
  const old = list.items.filter(isMap).find((item) => item.get('cause') === deviation.cause);
  const item = old ?? new YAMLMap();
  for (const [name, value] of Object.entries(deviation)) setMember(item, name, value);
  const entry = standingAlone(item);
  const isReplaced = old !== undefined;
  if (list.flow === true) {
    // Between brackets an entry cannot have lines of its own: such a list is written anew.
    list.flow = false;
    if (!isReplaced) list.items.push(item);
    return { text: document.toString(STYLE), entry, isReplaced };
  }
  const ending = text.includes('\r\n') ? '\r\n' : '\n';
  const put = old?.range ? inPlace(text, entry, old.range) : appended(text, entry, list);
  return { text: put.before + put.inserted.replaceAll('\n', ending) + put.after, entry, isReplaced };
}

/** Sets a member, and keeps the comments of what is there already. */
function setMember(item: YAMLMap, name: string, value: unknown): void {
  if (!Array.isArray(value)) {
    item.set(name, value);
    return;
  }
  const old = item.get(name, true);
  const list = isSeq(old) ? old : new YAMLSeq();
  const known = list.items.filter(isScalar);
  list.items = value.map((id: unknown) => known.find((node) => node.value === id) ?? id);
  item.set(name, list);
}

/** The text of an entry as the only one of its list, without the comments around it. */
function standingAlone(item: YAMLMap): string {
  const [comment, commentBefore, spaceBefore] = [item.comment, item.commentBefore, item.spaceBefore];
  Object.assign(item, { comment: null, commentBefore: null, spaceBefore: false });
  const alone = new YAMLSeq();
  alone.items.push(item);
  const text = new Document(alone).toString(STYLE);
  Object.assign(item, { comment, commentBefore, spaceBefore });
  return text;
}

/** A text, taken apart where another is put in. */
interface Put {
  readonly before: string;
  readonly inserted: string;
  readonly after: string;
}

/** Puts an entry where another stood, behind its dash. */
function inPlace(text: string, entry: string, [start, end]: readonly [number, number, number]): Put {
  const before = text.slice(0, start);
  const isToLineEnd = text.slice(start, end).endsWith('\n');
  const inserted = indented(entry.trimEnd().slice(DASH.length), columnOf(before) - DASH.length);
  return { before, inserted: isToLineEnd ? `${inserted}\n` : inserted, after: text.slice(end) };
}

/** Puts an entry behind the last one, after a blank line. */
function appended(text: string, entry: string, { items, range }: YAMLSeq): Put {
  const last: unknown = items.at(-1);
  const end = isMap(last) && last.range ? last.range[2] : text.length;
  const before = text.slice(0, end);
  const column = range ? columnOf(text.slice(0, range[0])) : 0;
  const gap = gapAfter(before);
  return { before, inserted: gap + ' '.repeat(column) + indented(entry, column), after: text.slice(end) };
}

/** What completes the last line and leaves one blank. */
function gapAfter(before: string): string {
  if (before === '' || /\n\r?\n$/.test(before)) return '';
  return before.endsWith('\n') ? '\n' : '\n\n';
}

/** The column that follows a text. */
function columnOf(before: string): number {
  return before.length - (before.lastIndexOf('\n') + 1);
}

/** Moves every line but the first to the right. */
function indented(text: string, by: number): string {
  return text.replaceAll(/\n(?=[^\n])/g, `\n${' '.repeat(Math.max(by, 0))}`);
}
