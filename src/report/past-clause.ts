import type { CauseKind } from '../model/cause-kind.js';
import type { Clause } from '../model/clause.js';
import type { PastCause, PastRun } from './past-run.js';

/** Of these, the clause that the example tests says more than the one that every such answer contradicts. */
const ABOUT_THE_CASE: readonly CauseKind[] = [
  'invalid accepted',
  'valid refused',
  'server error',
  'let in',
  'undeclared status',
  'other status',
  'echo',
  'read-back',
  'note',
];

/** The clause that a cause of the last run contradicts. */
export function pastClause(run: PastRun, { clause, cases }: PastCause, kind: CauseKind): Clause {
  const example = run.results.find(({ id }) => id === cases[0]);
  return example !== undefined && ABOUT_THE_CASE.includes(kind)
    ? example.clause
    : { pointer: clause, text: '' };
}
