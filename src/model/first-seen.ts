import type { RunSummary } from './run-summary.js';

/** Since when a cause is known. */
export interface FirstSeen {
  /** The first run that showed it. */
  readonly first: Pick<RunSummary, 'runId' | 'startedAt'>;
  /** Of the runs since then, that one included: how many there are, and how many showed it. */
  readonly runs: number;
  readonly showed: number;
}

/** Since when a cause has been seen at a target; undefined where no run showed it. @param runs oldest first */
export function firstSeen(cause: string, target: string, runs: readonly RunSummary[]): FirstSeen | undefined {
  const ofTarget = runs.filter((run) => run.target === target && run.isWhole);
  const shows = ({ causes }: RunSummary): boolean => causes.some(({ id }) => id === cause);
  const at = ofTarget.findIndex(shows);
  const first = ofTarget[at];
  if (first === undefined) return undefined;
  const since = ofTarget.slice(at);
  return {
    first: { runId: first.runId, startedAt: first.startedAt },
    runs: since.length,
    showed: since.filter(shows).length,
  };
}
