import { isObject, type Json } from '../../model/json.js';
import { counted } from '../visible.js';
import { joined, mark, soft, textOf, type Piece } from './pieces.js';

/** Deeper values stand on one line. */
const DEEPEST = 8;
/** Of a long object with a marked member, so many members before and behind it are shown. */
const AROUND = 3;

/** JSON over several lines, in which the member at a path is marked; where it is missing, the value that should hold it is. */
export function markedJson(value: Json, path: readonly string[] | undefined, how: Folding): Piece[] {
  const way = path === undefined ? undefined : existing(value, path);
  const shown = content(value, { path: way, depth: 0, how });
  return way?.length === 0 ? [mark(textOf(shown))] : joined(shown);
}

/** Whether members far from a marked one are left out. */
export type Folding = 'folded' | 'whole';

interface Place {
  /** What is left of the way to the marked value; undefined where it lies elsewhere. */
  readonly path: readonly string[] | undefined;
  readonly depth: number;
  readonly how: Folding;
}

function content(value: Json, { path, depth, how }: Place): Piece[] {
  const isWhole = depth >= DEEPEST || (!isObject(value) && !Array.isArray(value));
  const entries = isWhole ? [] : Object.entries(value);
  if (entries.length === 0) return [JSON.stringify(value)];
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const parts = entries.map(([name, member], index): Piece[] => {
    const inside = path?.[0] === name ? path.slice(1) : undefined;
    const label = Array.isArray(value) ? '' : `${JSON.stringify(name)}: `;
    const line = [label, ...content(member, { path: inside, depth: depth + 1, how })];
    const comma = index < entries.length - 1 ? ',' : '';
    const shown = inside?.length === 0 ? [mark(textOf(line))] : line;
    return ['\n', '  '.repeat(depth + 1), ...shown, comma];
  });
  const place = how === 'whole' ? -1 : entries.findIndex(([name]) => name === path?.[0]);
  return [open, ...around(parts, place, '  '.repeat(depth + 1)), '\n', '  '.repeat(depth), close];
}

/** The parts near a marked one, so that it is seen at once; all of them where none is marked, or where they are few. */
function around(parts: readonly Piece[][], place: number, indent: string): Piece[] {
  const [from, to] = [Math.max(0, place - AROUND), place + AROUND + 1];
  if (place < 0 || parts.length <= 3 * AROUND) return parts.flat();
  const left = (count: number): Piece[] =>
    count > 0 ? ['\n', indent, soft(`… ${counted(count, 'member')}`)] : [];
  return [...left(from), ...parts.slice(from, to).flat(), ...left(parts.length - to)];
}

/** As much of a path as leads to something. */
function existing(value: Json, path: readonly string[]): string[] {
  const found: string[] = [];
  let here: unknown = value;
  for (const step of path) {
    if (Array.isArray(here) && Number(step) < here.length) here = here[Number(step)];
    else if (isObject(here) && Object.hasOwn(here, step)) here = here[step];
    else break;
    found.push(step);
  }
  return found;
}
