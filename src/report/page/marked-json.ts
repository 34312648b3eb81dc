import { isObject, type Json } from '../../model/json.js';
import { counted } from '../visible.js';
import { html, type Content, type Html } from '../look/html.js';

/** Deeper values stand on one line. */
const DEEPEST = 8;
/** Of a long object with a marked member, so many members before and behind it are shown. */
const AROUND = 3;

/** JSON over several lines, in which the member at a path is marked; where it is missing, the value that should hold it is. */
export function markedJson(value: Json, path: readonly string[] | undefined): Html {
  const way = path === undefined ? undefined : existing(value, path);
  const shown = content(value, way, 0);
  return way?.length === 0 ? html`<mark>${shown}</mark>` : html`${shown}`;
}

/** @param path what is left of the way to the marked value; undefined where it lies elsewhere. */
function content(value: Json, path: readonly string[] | undefined, depth: number): Content {
  const isWhole = depth >= DEEPEST || (!isObject(value) && !Array.isArray(value));
  const entries = isWhole ? [] : Object.entries(value);
  if (entries.length === 0) return JSON.stringify(value);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const parts = entries.map(([name, member], index) => {
    const inside = path?.[0] === name ? path.slice(1) : undefined;
    const label = Array.isArray(value) ? '' : `${JSON.stringify(name)}: `;
    const line = html`${label}${content(member, inside, depth + 1)}`;
    const comma = index < entries.length - 1 ? ',' : '';
    return ['\n', '  '.repeat(depth + 1), inside?.length === 0 ? html`<mark>${line}</mark>` : line, comma];
  });
  const place = entries.findIndex(([name]) => name === path?.[0]);
  return [open, around(parts, place, '  '.repeat(depth + 1)), '\n', '  '.repeat(depth), close];
}

/** The parts near a marked one, so that it is seen at once; all of them where none is marked, or where they are few. */
function around(parts: readonly Content[], place: number, indent: string): Content {
  const [from, to] = [Math.max(0, place - AROUND), place + AROUND + 1];
  if (place < 0 || parts.length <= 3 * AROUND) return parts;
  const left = (count: number): Content =>
    count > 0 && html`${'\n'}${indent}<span class="soft">… ${counted(count, 'member')}</span>`;
  return [left(from), parts.slice(from, to), left(parts.length - to)];
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
