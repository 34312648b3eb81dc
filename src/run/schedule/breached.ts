import { listed, type ContractCase } from '../../model/case.js';
import { causesIn } from '../../model/causes-in.js';
import { byWorth } from '../../model/example.js';
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

/** The best case for a cause is the one that reports take for their example. */
export function createBreached(): Breached {
  const byCause = new Map<string, { readonly testCase: ContractCase; readonly result: CaseResult }>();
  return {
    note(testCase, result) {
      const shown = { listed: listed(testCase), result };
      for (const [cause, { severity }] of causesIn(result, testCase.subject)) {
        const known = byCause.get(cause);
        const isBetter =
          known === undefined || byWorth(shown, { listed: listed(known.testCase), result: known.result }) < 0;
        if (severity === 'breach' && isBetter) byCause.set(cause, { testCase, result });
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
