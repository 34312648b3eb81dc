import { isObject, type JsonObject } from '../model/json.js';
import { at, below, type ContractDocument } from './document.js';
import { operationOf, type Method } from './operation.js';

/**
 * The responses that the document declares for an operation on `/browsers/{id}`, with their JSON pointer. Where it does
 * not describe the GET, a read is held to the responses of the PATCH: both answer with the same session.
 * @returns with `isOwn` false where they are those of the PATCH in place of the GET's.
 * @throws Error in a whole sentence when there are none.
 */
export function responsesOf(
  document: ContractDocument,
  method: Method = 'patch',
): { readonly pointer: string; readonly responses: JsonObject; readonly isOwn: boolean } {
  const operation = operationOf(document);
  const read = operation.read === undefined ? undefined : below(operation.read, 'responses');
  const isReadDescribed = read !== undefined && at(document, read) !== undefined;
  const pointer = method === 'get' && isReadDescribed ? read : below(operation.pointer, 'responses');
  const responses = at(document, pointer);
  if (!isObject(responses))
    throw new Error(`The contract document ${document.file} has no responses at ${pointer}.`);
  return { pointer, responses, isOwn: method === 'patch' || isReadDescribed };
}

/**
 * The statuses that the document declares individually, in ascending order; ranges (`4XX`) and `default` are left out.
 * A look-up only: nothing is compiled, so a schema that cannot be compiled goes unnoticed.
 * @throws Error in a whole sentence when the document has no responses.
 */
export function declaredStatuses(document: ContractDocument, method?: Method): number[] {
  return Object.keys(responsesOf(document, method).responses)
    .filter((key) => /^\d{3}$/.test(key))
    .map(Number)
    .sort((a, b) => a - b);
}

/** The keys that stand for several statuses, as the document writes them: `4XX`, `default`. */
export function declaredRanges(document: ContractDocument): string[] {
  return Object.keys(responsesOf(document).responses).filter((key) => /^(?:[1-5]XX|default)$/i.test(key));
}

/** The keys of responses that may stand for a status, the narrowest first. */
export function keysFor(status: number | string): string[] {
  const range = String(status).slice(0, 1);
  return [String(status), `${range}XX`, `${range}xx`, 'default'];
}
