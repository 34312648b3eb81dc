import { isObject, memberPath } from '../model/json.js';
import { responsesOf } from './declared-responses.js';
import { at, below, type ContractDocument } from './document.js';

/** Of a schema that has more, so many members are named. */
const MOST = 500;
const MOST_HOPS = 10;

/**
 * The members that a schema declares, at any depth, as paths joined by dots; array items share one path (`[]`). A schema
 * that holds itself is entered once, and a reference that leads nowhere not at all: reports are written whatever is wrong.
 */
export function declaredMembers(document: ContractDocument, schema: string): Set<string> {
  const found = new Set<string>();
  visit({ document, found }, schema, '', []);
  return found;
}

/** The same of the JSON body that answers an update with a status. */
export function membersOfAnswer(document: ContractDocument, status: number): Set<string> {
  let response = below(responsesOf(document).pointer, status);
  for (let hops = 0; hops < MOST_HOPS; hops += 1) {
    const value = at(document, response);
    if (!isObject(value) || typeof value.$ref !== 'string') break;
    response = value.$ref;
  }
  return declaredMembers(document, below(response, 'content', 'application/json', 'schema'));
}

interface Walk {
  readonly document: ContractDocument;
  readonly found: Set<string>;
}

function visit(walk: Walk, pointer: string, path: string, above: readonly string[]): void {
  const { document, found } = walk;
  const schema = at(document, pointer);
  if (!isObject(schema) || above.includes(pointer) || found.size >= MOST) return;
  const inside = [...above, pointer];
  if (typeof schema.$ref === 'string') visit(walk, schema.$ref, path, inside);
  for (const keyword of ['allOf', 'oneOf', 'anyOf']) {
    const branches = schema[keyword];
    if (!Array.isArray(branches)) continue;
    for (const index of branches.keys()) visit(walk, below(pointer, keyword, index), path, inside);
  }
  if (isObject(schema.items)) visit(walk, below(pointer, 'items'), `${path}[]`, inside);
  if (!isObject(schema.properties)) return;
  for (const name of Object.keys(schema.properties)) {
    const inner = memberPath(path, name);
    if (found.size >= MOST) return;
    found.add(inner);
    visit(walk, below(pointer, 'properties', name), inner, inside);
  }
}
