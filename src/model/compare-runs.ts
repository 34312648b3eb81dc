import { causeChanges, type CauseChanges } from './compare-causes.js';
import { latencyChanges, type LatencyChange } from './compare-latency.js';
import { isJudged } from './judged.js';
import type { Outcome } from './outcomes.js';
import type { RunSummary, SummarisedCase } from './run-summary.js';

/** What became of the contract between two runs. Cases that only one of them has are left out, but for new causes. */
export interface Comparison extends CauseChanges {
  readonly before: ComparedRun;
  readonly after: ComparedRun;
  /** How many cases both runs have. */
  readonly commonCases: number;
  /** Cases that had a verdict on the API, and have none now. */
  readonly notVerified: readonly { readonly id: string; readonly before: Outcome; readonly after: Outcome }[];
  /** What differs from the document and breaks no client. */
  readonly drift: { readonly came: readonly string[]; readonly went: readonly string[] };
  readonly latency: readonly LatencyChange[];
  /** Answers that conformed, and still do, but are others: where the document leaves a choice. */
  readonly behaviour: readonly BehaviourChange[];
}

/** What a comparison has to say of a run. */
export type ComparedRun = Pick<
  RunSummary,
  'runId' | 'suiteVersion' | 'target' | 'document' | 'startedAt' | 'exitCode' | 'isWhole'
>;

/** The answer of a case where the document leaves it open. */
export interface OpenAnswer {
  readonly status?: number;
  readonly code?: string;
}

interface BehaviourChange {
  readonly before: OpenAnswer;
  readonly after: OpenAnswer;
  readonly cases: readonly string[];
}

const CONFORMING: readonly Outcome[] = ['note', 'drift', 'pass'];

/**
 * Compares two runs, of one target at two times or of two targets.
 * @param earlier runs before `after`, of its target: they show how much a latency varies by itself.
 */
export function compareRuns(
  before: RunSummary,
  after: RunSummary,
  earlier: readonly RunSummary[],
): Comparison {
  const both = Object.entries(before.cases).flatMap(([id, was]) => {
    const is = after.cases[id];
    return is === undefined ? [] : [{ id, was, is }];
  });
  return {
    before: compared(before),
    after: compared(after),
    commonCases: both.length,
    ...causeChanges(before, after),
    notVerified: both
      .filter(({ was, is }) => isJudged(was) && !isJudged(is))
      .map(({ id, was, is }) => ({ id, before: was.outcome, after: is.outcome })),
    drift: {
      came: without(after.drift, before.drift),
      went: after.isWhole ? without(before.drift, after.drift) : [], // a selection may not have met it
    },
    latency: latencyChanges(before, after, earlier),
    behaviour: behaviourChanges(both),
  };
}

/** Has a comparison found what the API team has to know before a deploy? Known deviations are accepted. */
export function hasNewBreach({ fresh }: Pick<Comparison, 'fresh'>, isStrict: boolean): boolean {
  return fresh.some(({ severity, isKnown }) => (severity === 'breach' ? !isKnown : isStrict));
}

function compared({
  runId,
  suiteVersion,
  target,
  document,
  startedAt,
  exitCode,
  isWhole,
}: RunSummary): ComparedRun {
  return { runId, suiteVersion, target, document, startedAt, exitCode, isWhole };
}

interface Both {
  readonly id: string;
  readonly was: SummarisedCase;
  readonly is: SummarisedCase;
}

function behaviourChanges(both: readonly Both[]): BehaviourChange[] {
  const changes = new Map<string, BehaviourChange>();
  for (const { id, was, is } of both) {
    const conforms = CONFORMING.includes(was.outcome) && CONFORMING.includes(is.outcome);
    const [before, after] = [answerOf(was), answerOf(is)];
    const key = JSON.stringify([before, after]);
    if (!conforms || JSON.stringify(before) === JSON.stringify(after)) continue;
    changes.set(key, { before, after, cases: [...(changes.get(key)?.cases ?? []), id] });
  }
  return [...changes.values()].sort((a, b) => b.cases.length - a.cases.length);
}

function answerOf({ status, code }: SummarisedCase): OpenAnswer {
  return { ...(status === undefined ? {} : { status }), ...(code === undefined ? {} : { code }) };
}

function without(all: readonly string[], some: readonly string[]): string[] {
  return all.filter((one) => !some.includes(one));
}
