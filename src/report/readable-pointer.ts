import { steps } from '../contract/document.js';

/** Steps of a pointer that say where a thing is kept, not what it is. */
const CONTAINERS: ReadonlySet<string> = new Set(['properties', 'components', 'schemas', 'paths', 'content']);

/**
 * A JSON pointer into the document as a person reads it: `PATCH /browsers/{id} › responses › 400`,
 * `BrowserViewport › width › minimum`.
 */
export function readablePointer(pointer: string): string {
  const path = steps(pointer);
  const [root, route, method, ...rest] = path;
  const named =
    root === 'paths' && route !== undefined && method !== undefined
      ? [`${method.toUpperCase()} ${route}`, ...rest]
      : path;
  return named.filter((step) => !CONTAINERS.has(step)).join(' › ') || 'the document';
}
