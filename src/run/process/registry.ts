import type { ContractCase } from '../../model/case.js';
import type { NotCovered } from '../../model/not-covered.js';

const cases = new Map<Mocha.Test, ContractCase>();
const ids = new Set<string>();

/**
 * Ties a case to the Mocha test that awaits it.
 * @throws Error when the id is taken: a case that hides another would be lost silently.
 */
export function register(test: Mocha.Test, testCase: ContractCase): void {
  if (ids.has(testCase.id)) throw new Error(`Two cases have the id ${testCase.id}: rename one of them.`);
  ids.add(testCase.id);
  cases.set(test, testCase);
}

let uncovered: readonly NotCovered[] = [];

/** Keeps what the derivation of cases left without any. */
export function registerNotCovered(statements: readonly NotCovered[]): void {
  uncovered = statements;
}

/** The statements of the request schema that the registered cases leave out. */
export function notCovered(): readonly NotCovered[] {
  return uncovered;
}

/** The case that a Mocha test awaits; undefined for a test written without the verbs of this suite. */
export function caseOf(test: Mocha.Test): ContractCase | undefined {
  return cases.get(test);
}
