import { fieldOf } from '../../model/run-summary.js';
import type { ContractCase } from '../../model/case.js';
import type { ContractDocument } from '../document.js';
import { caseChanges, type CaseChanges } from './case-changes.js';
import { rowsNeedingAPerson, type OpenClause } from './rows.js';

/** One change, as the OpenAPI diff tool rates it. */
export interface RatedChange {
  /** JSON pointer; it leads through `$ref`s as if the schemas stood in their place. */
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'modified';
  readonly rating: 'major' | 'minor' | 'patch';
  /** What the tool says of it; empty where it says no more than the rest. */
  readonly sentences: readonly string[];
}

/** What is wrong with a document as OpenAPI, and where. */
export interface LintProblem {
  readonly pointer: string;
  readonly sentence: string;
}

/** What differs between the pinned document and another one. */
export interface DocumentChanges {
  /** Other statements, whatever the prose says. */
  readonly rated: readonly RatedChange[];
  readonly lint: readonly LintProblem[];
  readonly cases: CaseChanges;
  readonly open: readonly OpenClause[];
  /** Members of the body that no hand-written row is about. */
  readonly derivedOnly: readonly string[];
}

/**
 * Compares two documents by what the suite makes of them.
 * @throws Error in a whole sentence where no cases can be derived.
 */
export function documentChanges(
  before: ContractDocument,
  after: ContractDocument,
  rows: readonly ContractCase[],
): Pick<DocumentChanges, 'cases' | 'open' | 'derivedOnly'> {
  const byHand = new Set(rows.filter(({ source }) => source === 'hand').map(({ id }) => fieldOf(id)));
  const cases = caseChanges(before, after);
  return {
    cases,
    open: rowsNeedingAPerson(rows, after),
    derivedOnly: cases.fields.filter((field) => !byHand.has(field)),
  };
}

/** Does a client break that keeps to the pinned document? */
export function isBreaking({ rated }: Pick<DocumentChanges, 'rated'>): boolean {
  return rated.some(({ rating }) => rating === 'major');
}

/** Does a person have to decide something before the suite follows? */
export function needsAPerson({ open, lint }: Pick<DocumentChanges, 'open' | 'lint'>): boolean {
  return open.length > 0 || lint.length > 0;
}
