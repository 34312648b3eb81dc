import type { ContractDocument } from '../../contract/document.js';
import type { Clause } from '../../model/clause.js';
import { collectCasesBy } from './collect-cases.js';

/** A hand-written case that a person has to look at under another document than the pinned one. */
export interface RowForPerson {
  readonly id: string;
  /** What it rests on, as the document has it; where it has it no longer, as the pinned one does. */
  readonly clause: Clause;
  /** Why, as a part of a sentence: `the document no longer has profile in the request body`. */
  readonly why: string;
  /** Does it run all the same? */
  readonly isRun: boolean;
}

/** What a person has to look at before a document can be pinned, in the order of the specs. Nothing is sent. */
export function rowsForPerson(document: ContractDocument): RowForPerson[] {
  return collectCasesBy(document).flatMap(({ id, clause, needsPerson }) =>
    needsPerson === undefined ? [] : [{ id, clause, why: needsPerson.why, isRun: needsPerson.isRun }],
  );
}
