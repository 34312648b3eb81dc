import { isJudged } from './judged.js';
import type { RunSummary, SummarisedCase } from './run-summary.js';

/** A case whose verdict came and went although nothing that is known had changed. */
export interface UnsteadyCase {
  readonly target: string;
  readonly id: string;
  /** Runs that judged it, under one document and one version of the suite. */
  readonly runs: number;
  /** Of these, the runs in which it broke the contract. */
  readonly broke: number;
  /** How often its verdict changed from one run to the next. */
  readonly changes: number;
  /** Runs in which a second try on a fresh session did not show what the first one had. */
  readonly notSeenAgain: number;
}

/** Once is a change of the API, whose version nobody tells us; there and back again is not. */
const FEWEST_CHANGES = 2;

/**
 * The cases that broke the contract in some runs and not in others, of one target, one document and one version of the
 * suite: those whose verdict changed back at least once, and those that a second try in the same run did not show again.
 * @param runs oldest first.
 */
export function unsteadyCases(runs: readonly RunSummary[]): UnsteadyCase[] {
  const alike = new Map<string, RunSummary[]>();
  for (const run of runs) {
    const key = JSON.stringify([run.target, run.document.hash, run.suiteVersion]);
    alike.set(key, [...(alike.get(key) ?? []), run]);
  }
  return [...alike.values()]
    .flatMap(unsteadyIn)
    .filter(({ changes, notSeenAgain }) => changes >= FEWEST_CHANGES || notSeenAgain > 0)
    .sort((a, b) => b.changes - a.changes || b.notSeenAgain - a.notSeenAgain || (a.id < b.id ? -1 : 1));
}

function unsteadyIn(runs: readonly RunSummary[]): UnsteadyCase[] {
  const target = runs[0]?.target ?? '';
  const ids = new Set(runs.flatMap(({ cases }) => Object.keys(cases)));
  return [...ids].map((id) => {
    const judged = runs.flatMap(({ cases }) => cases[id] ?? []).filter(isJudged);
    return {
      ...{ target, id, runs: judged.length },
      broke: judged.filter(isBroken).length,
      changes: judged.filter((one, index) => {
        const previous = judged[index - 1];
        return previous !== undefined && isBroken(one) !== isBroken(previous);
      }).length,
      notSeenAgain: judged.filter(({ isUnsteady }) => isUnsteady === true).length,
    };
  });
}

/** Accepted or not makes no difference here. */
function isBroken({ outcome }: SummarisedCase): boolean {
  return outcome === 'breach' || outcome === 'known';
}
