import type { Outcome } from '../model/outcomes.js';
import { theLastRun, type PastCase, type PastRun } from './past-run.js';
import { counted, visible } from './visible.js';

/** So many ids of cases are named that exist no longer. */
const MOST_IDS = 5;

const RED: readonly Outcome[] = ['breach', 'suite error', 'blocked', 'never ran'];

/** The cases that made a run red, or that it did not reach. */
export function redCases({ results, requireAll }: PastRun): PastCase[] {
  return results.filter(({ verdict }) => RED.includes(verdict) || (requireAll && verdict === 'not verified'));
}

/** That no case can be tried again, and what can be done instead. */
export function nothingRed(run: PastRun): string {
  return `${theLastRun(run)} had no case that was red: run npm run contract without --last-failed, to check the whole contract.`;
}

/**
 * What is tried again, before it is.
 * @param gone ids of cases that the suite has no longer.
 */
export function triedAgain(run: PastRun, count: number, gone: readonly string[]): string {
  const again = `${theLastRun(run)} had ${counted(count, 'case')} that ${count === 1 ? 'was' : 'were'} red: only ${count === 1 ? 'this one is' : 'these are'} tried.`;
  if (gone.length === 0) return again;
  const more = gone.length > MOST_IDS ? ` and ${gone.length - MOST_IDS} more` : '';
  const named = gone.slice(0, MOST_IDS).map(visible).join(', ');
  return `${again} ${gone.length === 1 ? 'One' : gone.length} of them ${gone.length === 1 ? 'exists' : 'exist'} no longer: ${named}${more}.`;
}
