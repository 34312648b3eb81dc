import { steps } from '../contract/document.js';

/** Steps that only say how schemas are put together. */
const SILENT: ReadonlySet<string> = new Set(['$ref', 'properties', 'schema', 'content']);
const HOLDS_SEVERAL: ReadonlySet<string> = new Set(['allOf', 'oneOf', 'anyOf', 'prefixItems']);

/** A place of an operation in a few words: `PATCH request viewport.width`, `PATCH answer 200 persistence`. */
export function documentPlace(pointer: string): string {
  const path = steps(pointer);
  if (path[0] !== 'paths') return path.join('.');
  const [, name = '', method, part = '', ...rest] = path;
  if (method === undefined) return `path ${name}`;
  const isAnswer = part === 'responses';
  const [head, inner] = isAnswer
    ? [`answer ${rest[0] ?? ''}`, rest.slice(1)]
    : [part === 'requestBody' ? 'request' : part, rest];
  return [method.toUpperCase(), head, memberIn(inner)].filter((word) => word !== '').join(' ');
}

/** The member that a path inside a body leads to; a member that is called `schema` keeps its name. */
function memberIn(path: readonly string[]): string {
  const names: string[] = [];
  for (let at = 0; at < path.length; at += 1) {
    const step = path[at] ?? '';
    if (step === 'properties' && at + 1 < path.length) names.push(path[(at += 1)] ?? '');
    else if (step === 'content' || HOLDS_SEVERAL.has(step)) at += 1; // the media type or the index says nothing here
    else if (step === 'items') names.push('[]');
    else if (!SILENT.has(step)) names.push(step);
  }
  return names.join('.').replaceAll('.[]', '[]');
}
