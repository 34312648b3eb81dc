import type { ContractDocument } from '../contract/document.js';
import { requestSchemaOf } from '../contract/operation.js';
import type { ResponseContract } from '../contract/response-contract.js';
import { shownAs, statedAt } from '../contract/schema-locations.js';
import type { Knowledge } from './effects.js';

/** What a document declares of the members that an update names. @param reads the responses that show a session. */
export function declaredBy(
  document: ContractDocument,
  reads: ResponseContract,
): Pick<Knowledge, 'shown' | 'isReadOnly'> {
  const session = reads.schemaOf(200);
  const request = requestSchemaOf(document);
  return {
    shown: (path) => (session === undefined ? 'not at all' : shownAs(document, session, path)),
    isReadOnly: (path) => statedAt(document, request, path, 'readOnly') === true,
  };
}
