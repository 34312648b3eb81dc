import type { Outcome } from './outcomes.js';
import type { ExitCode } from './run-record.js';

/**
 * A run in brief: what later runs are compared with. One small file a run in `reports/history/`; it holds no exchange, so
 * no secret, and is bounded by the number of cases.
 */
export interface RunSummary {
  readonly format: 1;
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
}

/** Milliseconds. */
export interface Latency {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}
