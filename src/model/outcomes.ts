import { VERDICTS, type Verdict } from './verdict.js';
import type { CaseResult, InventoryCase, RunProblem, RunRecord } from './run-record.js';

/** What became of a case: a verdict, that it is tried on the embedded server only, or that it has not run. */
export type Outcome = Verdict | 'embedded only' | 'never ran';
/** In the order in which reports list them. */
export const OUTCOMES: readonly Outcome[] = [...VERDICTS, 'embedded only', 'never ran'];

/** A case of the inventory with what came of it. */
export interface CaseOutcome {
  readonly listed: InventoryCase;
  readonly outcome: Outcome;
  /** Undefined for a case that never ran. */
  readonly result: CaseResult | undefined;
}

/** Every case of the inventory, in its order, whether or not it ran: no report may lose one. */
export function caseOutcomes(run: RunRecord): CaseOutcome[] {
  return run.inventory.map((listed) => {
    const result = run.results.get(listed.id);
    return {
      listed,
      outcome: result?.optional === true ? 'embedded only' : (result?.verdict ?? 'never ran'),
      result,
    };
  });
}

/** How many cases ended each way, with a zero where none did. */
export function outcomeCounts(run: RunRecord): Record<Outcome, number> {
  const counts = {
    breach: 0,
    'suite error': 0,
    blocked: 0,
    'not verified': 0,
    known: 0,
    note: 0,
    drift: 0,
    pass: 0,
    'embedded only': 0,
    'never ran': 0,
  };
  for (const { outcome } of caseOutcomes(run)) counts[outcome] += 1;
  return counts;
}

/** Is it a case that was not verified though the run requires all? */
export function isMissing(
  { requireAll }: Pick<RunRecord, 'requireAll'>,
  result: CaseResult | undefined,
): boolean {
  return requireAll && result?.verdict === 'not verified' && result.optional !== true;
}

/** The run's problems, and one more for each result that no case of the inventory owns: it would be lost otherwise. */
export function allProblems(run: RunRecord): RunProblem[] {
  const listed = new Set(run.inventory.map(({ id }) => id));
  const strays = [...run.results.values()].filter(({ id }) => !listed.has(id));
  return [
    ...run.problems,
    ...strays.map(({ id, verdict, obstacle }): RunProblem => {
      const why = obstacle === undefined ? '' : ` ${obstacle}`;
      return {
        kind: 'suite',
        name: 'inventory',
        sentence: `The case ${id} ended with the verdict ${verdict}, but the inventory does not list it.${why}`,
      };
    }),
  ];
}
