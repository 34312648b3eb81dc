import type { Latency, RunSummary } from './run-summary.js';

/** A latency that changed by more than it varies by itself. */
export interface LatencyChange {
  /** The field or rule that the requests are about. */
  readonly field: string;
  readonly before: Latency;
  readonly after: Latency;
  /** What the 95th percentile usually is; undefined where too few runs are known to say. */
  readonly usual?: Usual;
}

/** The middle of earlier runs, and how far they stray from it. Milliseconds. */
interface Usual {
  readonly median: number;
  /** The median of the distances to the median. */
  readonly spread: number;
  readonly runs: number;
}

/** When the 95th percentile of a latency counts as changed. */
export const LATENCY_RULE = {
  /** Fewer requests have no 95th percentile to speak of. */
  fewestRequests: 20,
  /** Less than this nobody feels. */
  leastMs: 200,
  /** So many earlier runs say what is usual, and the newest so many are looked at. */
  fewestRuns: 5,
  mostRuns: 20,
  /** So many spreads away from the median is unusual. */
  spreads: 5,
  /** Runs may agree by chance: a spread is at least this share of the median. */
  leastShare: 0.05,
  /** Where too few runs say what is usual: so many times slower, or faster, than before. */
  factor: 2,
} as const;

/** The latencies that changed beyond noise, the largest change first. @param earlier oldest first. */
export function latencyChanges(
  before: RunSummary,
  after: RunSummary,
  earlier: readonly RunSummary[],
): LatencyChange[] {
  return Object.entries(after.latency)
    .flatMap(([field, is]): LatencyChange[] => {
      const was = before.latency[field];
      if (was === undefined) return [];
      const usual = usualOf(earlier.flatMap(({ latency }) => latency[field] ?? []));
      if (!isBeyondNoise(was, is, usual)) return [];
      return [{ field, before: was, after: is, ...(usual === undefined ? {} : { usual }) }];
    })
    .sort((a, b) => changeOf(b) - changeOf(a));
}

function isBeyondNoise(was: Latency, is: Latency, usual: Usual | undefined): boolean {
  const { fewestRequests, leastMs, spreads, leastShare, factor } = LATENCY_RULE;
  if (Math.min(was.count, is.count) < fewestRequests) return false;
  if (Math.abs(is.p95 - was.p95) < leastMs) return false;
  if (usual === undefined) return Math.max(is.p95, was.p95) >= factor * Math.min(is.p95, was.p95);
  const spread = Math.max(usual.spread, leastShare * usual.median);
  return Math.abs(is.p95 - usual.median) > Math.max(leastMs, spreads * spread);
}

function usualOf(latencies: readonly Latency[]): Usual | undefined {
  const { fewestRequests, fewestRuns, mostRuns } = LATENCY_RULE;
  const known = latencies
    .filter(({ count }) => count >= fewestRequests)
    .slice(-mostRuns)
    .map(({ p95 }) => p95);
  if (known.length < fewestRuns) return undefined;
  const median = medianOf(known);
  return { median, spread: medianOf(known.map((one) => Math.abs(one - median))), runs: known.length };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low = 0, high = 0] = [
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[Math.floor(sorted.length / 2)],
  ];
  return (low + high) / 2;
}

function changeOf({ before, after }: LatencyChange): number {
  return Math.abs(after.p95 - before.p95);
}
