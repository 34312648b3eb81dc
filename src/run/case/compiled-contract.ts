import { at, below, loadDocument, OPERATION, type ContractDocument } from '../../contract/document.js';
import type { Json } from '../../model/json.js';
import { requestValidator } from '../../contract/request-validator.js';
import { responseContract, type ResponseContract } from '../../contract/response-contract.js';

/** JSON pointer of the schema of the operation's request body. */
export const REQUEST_SCHEMA = below(
  '#/paths',
  OPERATION.path,
  OPERATION.method,
  'requestBody',
  'content',
  'application/json',
  'schema',
);

/** A document with everything that is made from it once: validators are far dearer to build than to use. */
export interface CompiledContract {
  readonly document: ContractDocument;
  /** The responses of the PATCH. */
  readonly answers: ResponseContract;
  /** The responses that reads of a session are held to. */
  readonly reads: ResponseContract;
  /** Does the document describe reads of a session? Else they are held to the responses of the PATCH. */
  readonly describesReads: boolean;
  /** What is wrong with a request body by the document; empty where nothing is. */
  readonly requestProblems: (body: Json) => string[];
}

/** @throws Error in a whole sentence when the document cannot be used. */
export function compileContract(file: string): CompiledContract {
  const document = loadDocument(file);
  return {
    document,
    answers: responseContract(document),
    reads: responseContract(document, 'get'),
    describesReads: at(document, below('#/paths', OPERATION.path, 'get', 'responses')) !== undefined,
    requestProblems: requestValidator(document, REQUEST_SCHEMA),
  };
}
