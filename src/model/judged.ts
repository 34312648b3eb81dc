import type { Outcome } from './outcomes.js';
import type { SummarisedCase } from './run-summary.js';

/** Verdicts that say something about the API. */
const JUDGED: readonly Outcome[] = ['breach', 'known', 'note', 'drift', 'pass'];

/** Has a case a verdict on the API? */
export function isJudged(one: Pick<SummarisedCase, 'outcome'> | undefined): boolean {
  return one !== undefined && JUDGED.includes(one.outcome);
}
