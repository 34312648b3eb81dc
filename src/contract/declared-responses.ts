import { isObject, type JsonObject } from '../model/json.js';
import { at, below, OPERATION, type ContractDocument } from './document.js';

export type Method = 'patch' | 'get';

/**
 * The responses that the document declares for an operation on `/browsers/{id}`, with their JSON pointer. Where it does
 * not describe the GET, a read is held to the responses of the PATCH: both answer with the same session.
 * @returns with `isOwn` false where they are those of the PATCH in place of the GET's.
 * @throws Error in a whole sentence when there are none.
 */
export function responsesOf(
  document: ContractDocument,
  method: Method = OPERATION.method,
): { readonly pointer: string; readonly responses: JsonObject; readonly isOwn: boolean } {
  const own = below('#/paths', OPERATION.path, method, 'responses');
  const isDescribed = at(document, own) !== undefined;
  const pointer = isDescribed ? own : below('#/paths', OPERATION.path, OPERATION.method, 'responses');
  const responses = at(document, pointer);
  if (!isObject(responses)) throw new Error(`The contract document has no responses at ${pointer}.`);
  return { pointer, responses, isOwn: pointer === own };
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
