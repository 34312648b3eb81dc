import type { Outcome } from './outcomes.js';
import type { ExitCode } from './run-record.js';

/** Summaries of another format are skipped. */
export const SUMMARY_FORMAT = 1;

/**
 * A run in brief: what later runs are compared with. One small file a run in `reports/history/`; it holds no exchange, so
 * no secret, and is bounded by the number of cases.
 */
export interface RunSummary {
  readonly format: typeof SUMMARY_FORMAT;
  readonly runId: string;
  readonly suiteVersion: string;
  readonly target: string;
  readonly isEmbedded: boolean;
  readonly document: { readonly file: string; readonly hash: string };
  /** ISO 8601. */
  readonly startedAt: string;
  readonly ms: number;
  readonly exitCode: ExitCode;
  /** Were all cases selected? Only whole runs answer what changed. */
  readonly isWhole: boolean;
  /** Dangerous ones first. */
  readonly causes: readonly SummarisedCause[];
  /** By case id. */
  readonly cases: Readonly<Record<string, SummarisedCase>>;
  /** What drifted, in words. */
  readonly drift: readonly string[];
  /** Milliseconds of the asserted requests, by the field or rule that their cases belong to. */
  readonly latency: Readonly<Record<string, Latency>>;
  readonly browsers: number;
  /** What the browsers cost at most; undefined where nothing is billed. */
  readonly dollars?: number;
  readonly requests: number;
}

export interface SummarisedCause {
  readonly id: string;
  readonly severity: 'breach' | 'note';
  readonly isKnown: boolean;
  readonly cases: number;
}

export interface SummarisedCase {
  readonly outcome: Outcome;
  /** The status that answered, where the document leaves a choice. */
  readonly status?: number;
  /** The `code` of the error that answered. */
  readonly code?: string;
  /** The ids of the causes that the case showed, notes among them. */
  readonly causes?: readonly string[];
  /** A breach that a second try, on a fresh session, did not show again. */
  readonly isUnsteady?: true;
}

/** Milliseconds. */
export interface Latency {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/** What a case is about, by the beginning of its id: `viewport` for `viewport.width/minimum/below`. */
export function fieldOf(id: string): string {
  return /^[^./]+/.exec(id)?.[0] ?? id;
}

/** The distribution of some durations; undefined of none. A percentile is a duration that was measured. */
export function latencyOf(durations: readonly number[]): Latency | undefined {
  const sorted = [...durations].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
  return sorted.length === 0 ? undefined : { count: sorted.length, p50: at(0.5), p95: at(0.95), max: at(1) };
}

/**
 * The whole runs against one target, and the last green one of them: what a later run is compared with.
 * @param runs oldest first.
 */
export function greenBefore(
  runs: readonly RunSummary[],
  target: string,
): { readonly same: readonly RunSummary[]; readonly green: RunSummary | undefined } {
  const same = runs.filter((run) => run.isWhole && run.target === target);
  return { same, green: same.findLast(({ exitCode }) => exitCode === 0) };
}
