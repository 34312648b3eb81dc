import type Mocha from 'mocha';
import type { CaseResult } from '../model/run-record.js';

const outcomes = new WeakMap<object, CaseResult>();

/** Ties a result to the Mocha test that awaited it, for whoever shows the test. */
export function noteOutcome(test: Mocha.Runnable, result: CaseResult): void {
  outcomes.set(test, result);
}

/** The result that a test awaited; undefined for hooks, plain tests and cases that never ran. */
export function outcomeOf(test: Mocha.Runnable): CaseResult | undefined {
  return outcomes.get(test);
}
