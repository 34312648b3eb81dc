import type { ContractDocument } from '../../contract/document.js';
import { loadDocument } from '../../contract/load-document.js';
import { responsesOf } from '../../contract/declared-responses.js';
import { requestSchemaOf } from '../../contract/operation.js';
import type { Json } from '../../model/json.js';
import { requestValidator } from '../../contract/request-validator.js';
import { responseContract, type ResponseContract } from '../../contract/response-contract.js';

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

/** The last one: whoever runs several times in one process mostly does so by one document. */
let last: CompiledContract | undefined;

/** @throws Error in a whole sentence when the document cannot be used. */
export function compileContract(file: string): CompiledContract {
  const document = loadDocument(file);
  const isLast = last?.document.file === file && last.document.hash === document.hash;
  if (last === undefined || !isLast) last = compile(document);
  return last;
}

function compile(document: ContractDocument): CompiledContract {
  return {
    document,
    answers: responseContract(document),
    reads: responseContract(document, 'get'),
    describesReads: responsesOf(document, 'get').isOwn,
    requestProblems: requestValidator(document, requestSchemaOf(document)),
  };
}
