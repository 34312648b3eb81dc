import type { ContractCase } from '../../model/case.js';

const cases = new Map<Mocha.Test, ContractCase>();
let ids = new Set<string>();

/**
 * Ties a case to the Mocha test that awaits it.
 * @throws Error when the id is taken: a case that hides another would be lost silently.
 */
export function register(test: Mocha.Test, testCase: ContractCase): void {
  if (ids.has(testCase.id)) throw new Error(`Two cases have the id ${testCase.id}: rename one of them.`);
  ids.add(testCase.id);
  cases.set(test, testCase);
}

/** Registers the cases of the specs a second time, for another document: the same ids come again. */
export function registerAnew<T>(load: () => T): T {
  const before = ids;
  ids = new Set();
  try {
    return load();
  } finally {
    ids = before;
  }
}

/** The case that a Mocha test awaits; undefined for a test written without the verbs of this suite. */
export function caseOf(test: Mocha.Test): ContractCase | undefined {
  return cases.get(test);
}
