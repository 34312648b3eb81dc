import { isObject, type Json } from '../../model/json.js';
import { html, type Content, type Html } from '../look/html.js';

/** Deeper values stand on one line. */
const DEEPEST = 8;

/** JSON over several lines, in which the member at a path is marked; where it is missing, the value that should hold it is. */
export function markedJson(value: Json, path: readonly string[] | undefined): Html {
  return render(value, { path: path === undefined ? undefined : existing(value, path), depth: 0 });
}

interface Where {
  /** What is left of the way to the marked value; undefined where it lies elsewhere. */
  readonly path: readonly string[] | undefined;
  readonly depth: number;
}

function render(value: Json, { path, depth }: Where): Html {
  const inner = content(value, { path, depth });
  return path?.length === 0 ? html`<mark>${inner}</mark>` : html`${inner}`;
}

function content(value: Json, { path, depth }: Where): Content {
  const isWhole = depth >= DEEPEST || (!isObject(value) && !Array.isArray(value));
  const entries = isWhole ? [] : Object.entries(value);
  if (entries.length === 0) return JSON.stringify(value);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const indent = '  '.repeat(depth + 1);
  const parts = entries.map(([name, member], index) => {
    const inside = path?.[0] === name ? path.slice(1) : undefined;
    const label = Array.isArray(value) ? '' : `${JSON.stringify(name)}: `;
    const shown = content(member, { path: inside, depth: depth + 1 });
    const line =
      inside?.length === 0
        ? html`<mark>${label}${shown}</mark>`
        : html`${label}${render(member, { path: inside, depth: depth + 1 })}`;
    return html`${'\n'}${indent}${line}${index < entries.length - 1 ? ',' : ''}`;
  });
  return html`${open}${parts}${'\n'}${'  '.repeat(depth)}${close}`;
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
