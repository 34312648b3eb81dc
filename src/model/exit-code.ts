import { deviationProblems } from './deviations.js';
import { isMissing } from './outcomes.js';
import { strictDrift } from './strict-drift.js';
import type { ExitCode, RunRecord } from './run-record.js';

/**
 * The exit code of a run.
 * @returns 1 if the API broke the contract in any case, if a known deviation needs attention, or if a strict run saw drift; else 3 if the suite itself is at fault, missing verdicts that
 * nothing explains included; else 2 if something could not be judged or released, or if nothing was selected; else 0.
 */
export function exitCode(run: RunRecord): ExitCode {
  const results = [...run.results.values()];
  const any = (verdict: string): boolean => results.some((result) => result.verdict === verdict);
  if (any('breach') || deviationProblems(run).length > 0 || strictDrift(run).length > 0) return 1;
  if (any('suite error') || run.problems.some((problem) => problem.kind === 'suite')) return 3;
  const explained = run.problems.some((problem) => problem.kind === 'blocked');
  const missing = run.inventory.some((testCase) => !run.results.has(testCase.id));
  if (missing && !explained) return 3;
  if (explained || (run.leaks ?? []).length > 0 || any('blocked') || run.inventory.length === 0) return 2;
  return results.some((result) => isMissing(run, result)) ? 2 : 0;
}
