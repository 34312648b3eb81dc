import { causesIn } from './causes-in.js';
import { isExpired, matches, type KnownDeviation } from './known-deviation.js';
import type { CaseResult, RunRecord } from './run-record.js';

/** Why an entry makes a run red. */
export type DeviationProblem =
  | { readonly kind: 'expired' | 'repaired'; readonly entry: KnownDeviation }
  | { readonly kind: 'no such case'; readonly entry: KnownDeviation; readonly cases: readonly string[] }
  | { readonly kind: 'spread'; readonly entry: KnownDeviation; readonly cases: readonly string[] };

/**
 * The causes of a result that are accepted for its case.
 * @param today ISO 8601
 */
export function knownCauses(
  result: Pick<CaseResult, 'id' | 'findings'>,
  subject: string,
  entries: readonly KnownDeviation[],
  today: string,
): string[] {
  return [...causesIn(result, subject).keys()].filter((id) =>
    entries.some(
      (entry) =>
        matches(entry, id) &&
        !isExpired(entry, today) &&
        (typeof entry.cases === 'number' || entry.cases.includes(result.id)),
    ),
  );
}

/** What the entries get wrong about a run: an entry is judged by the cases that ran, and a pattern by whole runs alone. */
export function deviationProblems(run: RunRecord): DeviationProblem[] {
  const shown = new Map<string, string[]>();
  for (const { id, subject } of run.inventory) {
    const result = run.results.get(id);
    for (const cause of result === undefined ? [] : causesIn(result, subject).keys()) {
      shown.set(cause, [...(shown.get(cause) ?? []), id]);
    }
  }
  return run.deviations.flatMap((entry): DeviationProblem[] => {
    const problems: DeviationProblem[] = isExpired(entry, run.startedAt) ? [{ kind: 'expired', entry }] : [];
    const cases = [...new Set([...shown].flatMap(([cause, ids]) => (matches(entry, cause) ? ids : [])))];
    const isListed = typeof entry.cases !== 'number';
    const accepted = isListed ? entry.cases : [];
    const unknown = run.isWhole ? accepted.filter((id) => !run.inventory.some((one) => one.id === id)) : [];
    if (unknown.length > 0) problems.push({ kind: 'no such case', entry, cases: unknown });
    const couldShow = isListed ? accepted.every((id) => wasJudged(run, id)) : run.isWhole && run.finished;
    if (cases.length === 0 && unknown.length === 0 && couldShow) problems.push({ kind: 'repaired', entry });
    const beyond = isListed ? cases.filter((id) => !accepted.includes(id)) : [];
    const tooMany = typeof entry.cases === 'number' && cases.length > entry.cases ? cases : beyond;
    if (tooMany.length > 0) problems.push({ kind: 'spread', entry, cases: tooMany });
    return problems;
  });
}

function wasJudged(run: RunRecord, id: string): boolean {
  const verdict = run.results.get(id)?.verdict;
  return verdict !== undefined && !['blocked', 'not verified', 'suite error'].includes(verdict);
}
