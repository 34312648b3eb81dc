import type { ContractDocument } from '../contract/document.js';
import { requestSchemaOf } from '../contract/operation.js';
import type { ResponseContract } from '../contract/response-contract.js';
import { shownAs, statedAt, type ShownAs } from '../contract/schema-locations.js';
import type { Knowledge } from './effects.js';
import type { Apart } from './subject.js';

interface Contract {
  readonly document: ContractDocument;
  readonly answers: ResponseContract;
  readonly reads: ResponseContract;
}

/** What a document declares of the members that an update names. */
export function declaredBy({ document, answers, reads }: Contract): Pick<Knowledge, 'shown' | 'isReadOnly'> {
  const request = requestSchemaOf(document);
  const inRead = showing(document, reads);
  const inAnswer = showing(document, answers);
  return {
    shown: (path) => {
      const how = inRead(path);
      return how === 'not at all' ? inAnswer(path) : how;
    },
    isReadOnly: (path) => statedAt(document, request, path, 'readOnly') === true,
  };
}

/** Undefined where answers to updates and reads are described by one schema. */
export function apartBy({ document, answers, reads }: Contract): Apart | undefined {
  const schema = answers.schemaOf(200);
  if (schema === undefined || schema === reads.schemaOf(200)) return undefined;
  const by = { answer: showing(document, answers), read: showing(document, reads) };
  return {
    answers: schema,
    isDeclaredIn: (where, path) => by[where](path.split('.')) !== 'not at all',
  };
}

function showing(
  document: ContractDocument,
  contract: ResponseContract,
): (path: readonly string[]) => ShownAs {
  const schema = contract.schemaOf(200);
  return (path) => (schema === undefined ? 'not at all' : shownAs(document, schema, path));
}
