import { isObject } from '../model/json.js';
import { responsesOf } from './declared-responses.js';
import { at, below, follow, type ContractDocument } from './document.js';
import { isJson } from './media-type.js';
import { operationOf, type Method } from './operation.js';
import { membersAt, shownAs, statedAt } from './schema-locations.js';

/**
 * The fields of the request schema, and the members directly in them, that no read and no answer declares: whether an
 * update of one of them takes effect is not visible.
 */
export function writeOnlyFields(document: ContractDocument): string[] {
  const request = operationOf(document).body?.schema;
  const sessions = (['get', 'patch'] as const).flatMap((method) => sessionSchema(document, method) ?? []);
  if (request === undefined || sessions.length === 0) return [];
  const isHidden = (path: readonly string[]): boolean =>
    sessions.every((session) => shownAs(document, session, path) === 'not at all') &&
    statedAt(document, request, path, 'readOnly') !== true;
  return membersAt(document, request, []).flatMap((field) => {
    if (isHidden([field])) return [field];
    const inner = membersAt(document, request, [field]);
    return inner.filter((name) => isHidden([field, name])).map((name) => `${field}.${name}`);
  });
}

/** JSON pointer of the schema by which an operation shows a session; undefined where none is declared. */
function sessionSchema(document: ContractDocument, method: Method): string | undefined {
  const response = below(responsesOf(document, method).pointer, '200');
  if (at(document, response) === undefined) return undefined;
  const { pointer, value } = follow(document, response);
  const content = isObject(value) && isObject(value.content) ? value.content : {};
  const type = Object.keys(content).find((name) => isJson(name));
  const schema = type === undefined ? undefined : below(pointer, 'content', type, 'schema');
  return schema === undefined || at(document, schema) === undefined ? undefined : schema;
}
