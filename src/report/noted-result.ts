import type Mocha from 'mocha';
import type { CaseResult, InventoryCase } from '../model/run-record.js';

/** A case's result, with the case as the inventory lists it. */
export interface NotedResult {
  readonly listed: InventoryCase;
  readonly result: CaseResult;
}

const noted = new WeakMap<object, NotedResult>();

/** Ties a result to the Mocha test that awaited it, for the reporter that shows the test. */
export function noteResult(test: Mocha.Runnable, result: NotedResult): void {
  noted.set(test, result);
}

/** The result that a test awaited; undefined for hooks, plain tests and cases that never ran. */
export function notedResult(test: Mocha.Runnable): NotedResult | undefined {
  return noted.get(test);
}
