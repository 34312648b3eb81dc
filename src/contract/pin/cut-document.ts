import { isObject, type Json, type JsonObject } from '../../model/json.js';
import { at, below, follow, steps, type ContractDocument } from '../document.js';
import { operationOf } from '../operation.js';
import { keep, nothingKept, pickedBy, pruned } from './kept-parts.js';
import { referencesIn, schemesIn } from './references.js';

const OF_ROOT: readonly string[] = ['openapi', 'info', 'jsonSchemaDialect', 'servers', 'security'];
const OF_PATH: readonly string[] = ['summary', 'description', 'servers', 'parameters', 'get', 'patch'];
/** Long, and no statement about the operation. */
const CODE = /^x-code-?samples$/i;

/**
 * A document cut to what the operation needs: its PATCH and GET, and all that they refer to. What stays is as it was.
 * @throws Error in a whole sentence where the operation is missing, or a reference leads nowhere or out of the document.
 */
export function cutDocument(root: JsonObject, file: string): JsonObject {
  if (typeof root.openapi !== 'string' || !/^3\.[01]\./.test(root.openapi))
    throw new Error(
      `${file} is not an OpenAPI document of version 3.0 or 3.1: its member "openapi" says which.`,
    );
  const document: ContractDocument = { file, hash: '', root };
  const { path } = operationOf(document);
  const item = pathItem(document, path);
  const kept = nothingKept();
  const start = pickedBy(root, (name, member) => (OF_ROOT.includes(name) ? member : undefined));
  const operations = [item.get, item.patch].filter(isObject);
  const tags = new Set(operations.flatMap((one) => (Array.isArray(one.tags) ? one.tags : [])));
  const schemes = [root, ...operations].flatMap(({ security }) => schemesIn(security));
  for (const pointer of reached(document, [start, item], schemes)) keep(kept, root, steps(pointer));
  return pickedBy(root, (name, member) => {
    if (OF_ROOT.includes(name)) return member;
    if (name === 'tags' && Array.isArray(member))
      return member.filter((tag) => isObject(tag) && tags.has(tag.name ?? ''));
    const rest = kept.members.get(name);
    const others = rest === undefined ? {} : pruned(member, rest);
    if (name === 'paths') return { [path]: item, ...(isObject(others) ? others : {}) };
    return rest === undefined ? undefined : others;
  });
}

/** The methods of a path that matter here; one that is a reference stands in its place. */
function pathItem(document: ContractDocument, path: string): JsonObject {
  const { value } = follow(document, below('#/paths', path));
  const item = isObject(value) ? value : {};
  return pickedBy(item, (name, member) => {
    if (!OF_PATH.includes(name)) return undefined;
    return isObject(member) ? pickedBy(member, (one, inner) => (CODE.test(one) ? undefined : inner)) : member;
  });
}

/** The pointers of all that some values refer to, directly or not. */
function reached(document: ContractDocument, values: readonly Json[], more: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const open = [...values.flatMap((value) => referencesIn(document, value)), ...more];
  for (let pointer = open.pop(); pointer !== undefined; pointer = open.pop()) {
    if (seen.has(pointer)) continue;
    seen.add(pointer);
    const value = valueOf(document, pointer);
    for (const next of referencesIn(document, value)) open.push(next);
  }
  return seen;
}

function valueOf(document: ContractDocument, pointer: string): Json {
  if (!pointer.startsWith('#'))
    throw new Error(
      `The operation refers to ${pointer}, outside of ${document.file}: put everything into one file first (npx redocly bundle), or give it as a file next to the others.`,
    );
  const value = at(document, pointer);
  if (value === undefined)
    throw new Error(`The operation refers to ${pointer}, where ${document.file} has nothing.`);
  return value;
}
