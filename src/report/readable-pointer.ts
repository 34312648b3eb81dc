import { OTHER_FILES, steps } from '../contract/document.js';

/** Members of the document that hold things by name: the name says enough. */
const CONTAINERS: ReadonlySet<string> = new Set(['properties', 'content']);
const METHODS: ReadonlySet<string> = new Set('get put post delete options head patch trace'.split(' '));

/**
 * A JSON pointer into the document in a readable form: `PATCH /browsers/{id} › responses › 400`,
 * `BrowserViewport › width › minimum`.
 */
export function readablePointer(pointer: string): string {
  return readable(steps(pointer)).join(' › ') || 'the document';
}

function readable(path: readonly string[]): string[] {
  const [root, first, second, ...rest] = path;
  if (root === 'paths') {
    if (first === undefined) return [];
    if (second === undefined) return [first];
    return METHODS.has(second)
      ? [`${second.toUpperCase()} ${first}`, ...withoutContainers(rest)]
      : [first, second, ...withoutContainers(rest)];
  }
  if (root === 'components') {
    const kind = first === undefined || first === 'schemas' ? [] : [first];
    return [...kind, ...(second === undefined ? [] : [second]), ...withoutContainers(rest)];
  }
  if (root === OTHER_FILES && first !== undefined) return [first, ...withoutContainers(path.slice(2))];
  return [...path];
}

/** Leaves containers out, but not a member that happens to have the name of one. */
function withoutContainers(path: readonly string[]): string[] {
  return path.filter((step, index) => !isContainer(path, index, step));
}

function isContainer(path: readonly string[], index: number, step: string): boolean {
  if (!CONTAINERS.has(step)) return false;
  const before = path[index - 1];
  return before === undefined || !isContainer(path, index - 1, before);
}
