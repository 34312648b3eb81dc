import type { Clause } from '../model/clause.js';
import type { PastCause, PastRun } from './past-run.js';

/** The clause that a cause of the last run contradicts, with its sentence where the example is about it. */
export function pastClause(run: PastRun, { clause, cases }: PastCause): Clause {
  const own = run.results.find(({ id }) => id === cases[0])?.clause;
  return own?.pointer === clause ? own : { pointer: clause, text: '' };
}
