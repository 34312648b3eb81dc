import type { ContractCase } from '../../model/case.js';
import { causesIn } from '../../model/causes.js';
import type { CaseResult } from '../../model/run-record.js';

/** A case to try again, and the causes that it is to show again. */
export interface Breach {
  readonly testCase: ContractCase;
  readonly causes: readonly string[];
}

/** Collects the breaches of a run, to try each cause again in one case. */
export interface Breached {
  note(testCase: ContractCase, result: CaseResult): void;
  /** In the order in which the causes were first seen. */
  toTryAgain(): Breach[];
}

/** The best case for a cause is the first one that shows nothing else; reports take it for their example as well. */
export function createBreached(): Breached {
  const byCause = new Map<string, { readonly testCase: ContractCase; readonly isAlone: boolean }>();
  return {
    note(testCase, result) {
      const causes = [...causesIn(result, testCase.subject)];
      const isAlone = causes.length === 1;
      for (const [cause, { severity }] of causes) {
        const known = byCause.get(cause);
        const isBetter = known === undefined || (isAlone && !known.isAlone);
        if (severity === 'breach' && isBetter) byCause.set(cause, { testCase, isAlone });
      }
    },
    toTryAgain() {
      const cases = new Map<ContractCase, string[]>();
      for (const [cause, { testCase }] of byCause) {
        cases.set(testCase, [...(cases.get(testCase) ?? []), cause]);
      }
      return [...cases].map(([testCase, causes]) => ({ testCase, causes }));
    },
  };
}
