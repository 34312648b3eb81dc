import type { Comparison } from '../model/compare-runs.js';
import { targetInSentence } from '../model/target-name.js';
import { ago, duration } from './durations.js';
import { counted, grouped, visible } from './visible.js';

/** So many latencies are named in the sentence; the sections have them all. */
const MOST_LATENCIES = 2;

/**
 * What became of the contract, in one sentence without a full stop: `Since the green run of 2 days ago: 1 new cause,
 * 1 fixed, viewport p95 2.1 s -> 5.8 s`.
 * @param now ISO 8601
 */
export function comparisonSentence(comparison: Comparison, now: string): string {
  return `${visible(beginning(comparison, now))}: ${comparedChanges(comparison)}`;
}

/** A run of another target is not an earlier one. */
function beginning({ before, after }: Comparison, now: string): string {
  if (before.target !== after.target) {
    return `${nameOf(after.target)}, compared with ${nameOf(before.target)}`;
  }
  const which = before.exitCode === 0 ? 'green run' : `run with exit code ${before.exitCode}`;
  return `Since the ${which} of ${ago(before.startedAt, now)}`;
}

function nameOf(target: string): string {
  return targetInSentence(target) ?? target;
}

/** The changes alone: `1 new cause, 1 fixed`. */
export function comparedChanges(comparison: Comparison): string {
  return visible(changesIn(comparison).join(', ') || 'no change');
}

function changesIn({ fresh, repaired, ...more }: Comparison): string[] {
  const of = (severity: 'breach' | 'note', isKnown = false): number =>
    fresh.filter((cause) => cause.severity === severity && cause.isKnown === isKnown).length;
  const cases = (changes: readonly { readonly cases: readonly string[] }[]): number =>
    new Set(changes.flatMap((change) => change.cases)).size;
  const also = (count: number, text: (count: number) => string): string[] =>
    count === 0 ? [] : [text(count)];
  const { came, went } = more.drift;
  return [
    ...also(of('breach'), (count) => counted(count, 'new cause')),
    ...also(of('breach', true), (count) => `${grouped(count)} new but accepted`),
    ...also(of('note'), (count) => counted(count, 'new note')),
    ...also(repaired.length, (count) => `${grouped(count)} fixed`),
    ...also(more.unseen.length, (count) => `${grouped(count)} not retested in full`),
    ...also(cases(more.changed), (count) => `${counted(count, 'case')} broken differently`),
    ...also(more.reclassified.length, (count) => `${grouped(count)} accepted or no longer accepted`),
    ...also(more.spread.length, (count) => `${grouped(count)} in further cases`),
    ...also(more.notVerified.length, (count) => `${counted(count, 'case')} no longer verified`),
    ...also(came.length, (count) => `${grouped(count)} new in drift`),
    ...also(went.length, (count) => `${grouped(count)} gone from drift`),
    ...more.latency.slice(0, MOST_LATENCIES).map(({ field, before, after }) => {
      return `${field} p95 ${duration(before.p95)} -> ${duration(after.p95)}`;
    }),
    ...also(more.latency.length - MOST_LATENCIES > 0 ? more.latency.length - MOST_LATENCIES : 0, (count) => {
      return `${grouped(count)} more in latency`;
    }),
    ...also(cases(more.behaviour), (count) => `${counted(count, 'case')} with other answers, also allowed`),
  ];
}
