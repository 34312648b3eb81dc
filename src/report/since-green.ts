import { compareRuns } from '../model/compare-runs.js';
import { greenBefore, type RunSummary } from '../model/run-summary.js';
import { comparisonSentence } from './comparison-sentence.js';

/**
 * What changed since the last green whole run on the same target, in a sentence.
 * @param earlier the runs of the history, newest last.
 * @param now ISO 8601
 * @returns undefined where no such run is known, or it has no case in common with this one.
 */
export function sinceGreen(
  earlier: readonly RunSummary[],
  after: RunSummary,
  now: string,
): string | undefined {
  const { same, green } = greenBefore(earlier, after.target);
  if (green === undefined) return undefined;
  const comparison = compareRuns(green, after, same);
  return comparison.commonCases === 0 ? undefined : `${comparisonSentence(comparison, now)}.`;
}
