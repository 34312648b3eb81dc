import type { Comparison, OpenAnswer } from '../model/compare-runs.js';
import { LATENCY_RULE, type LatencyChange } from '../model/compare-latency.js';
import { duration } from './durations.js';
import { counted, grouped } from './visible.js';

/** A part of a comparison: what it is about, and a line for each change. */
export interface Section {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** A change: the id, or what else is to stand out, what there is to say of it, and the cases that show it. */
export interface Line {
  readonly name: string;
  readonly text: string;
  readonly cases?: readonly string[];
}

/** What changed between two runs, most urgent first; no section without a change. */
export function comparisonSections(comparison: Comparison): Section[] {
  const { fresh, repaired, unseen, changed, reclassified, spread, notVerified, drift, behaviour } =
    comparison;
  const sections: Section[] = [
    {
      title: 'New causes',
      lines: fresh.map(({ id, severity, isKnown, couldBeSeen, cases }) => ({
        name: id,
        text: [
          counted(cases.length, 'case'),
          ...(severity === 'note' ? ['a note'] : []),
          ...(isKnown ? ['accepted'] : []),
          ...(couldBeSeen ? [] : ['none of them judged before, so it may be older']),
        ].join(', '),
        cases,
      })),
    },
    { title: 'Fixed', lines: repaired.map(({ id, cases }) => ({ name: id, text: '', cases })) },
    {
      title: 'Not retested in full',
      lines: unseen.map(({ id, cases }) => ({ name: id, text: 'not all of its cases were judged', cases })),
    },
    {
      title: 'Broken differently',
      lines: changed.map(({ before, after, cases }) => ({
        name: `${before.join(', ')} -> ${after.join(', ')}`,
        text: counted(cases.length, 'case'),
        cases,
      })),
    },
    {
      title: 'Accepted or no longer accepted',
      lines: reclassified.map(({ id, isKnown }) => ({
        name: id,
        text: isKnown ? 'is known now' : 'is not known any more',
      })),
    },
    {
      title: 'In further cases',
      lines: spread.map(({ id, before, after, cases }) => ({
        name: id,
        text: `${grouped(before)} -> ${counted(after, 'case')}`,
        cases,
      })),
    },
    {
      title: 'No longer verified',
      lines: notVerified.map(({ id, before, after }) => ({ name: id, text: `${before} -> ${after}` })),
    },
    {
      title: 'Drift',
      lines: [
        ...drift.came.map((what) => ({ name: what, text: 'is new' })),
        ...drift.went.map((what) => ({ name: what, text: 'is gone' })),
      ],
    },
    { title: 'Latency', lines: comparison.latency.map(latencyLine) },
    {
      title: 'Other answers, also allowed',
      lines: behaviour.map(({ before, after, cases }) => ({
        name: `${answerText(before)} -> ${answerText(after)}`,
        text: counted(cases.length, 'case'),
        cases,
      })),
    },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

function latencyLine({ field, before, after, usual }: LatencyChange): Line {
  const change = `p95 ${duration(before.p95)} -> ${duration(after.p95)}`;
  const why =
    usual === undefined
      ? `over ${grouped(after.count)} requests`
      : `over ${grouped(after.count)} requests; in ${grouped(usual.runs)} earlier runs ${duration(usual.median)} ± ${duration(usual.spread)}`;
  return { name: field, text: `${change} ${why}` };
}

function answerText({ status, code }: OpenAnswer): string {
  return [status, code].filter((part) => part !== undefined).join(' ') || 'no code';
}

/** How it is decided that a latency changed by more than it varies by itself. */
export function latencyRule(): string {
  const { fewestRequests, leastMs, spreads, fewestRuns, mostRuns, factor } = LATENCY_RULE;
  return `A latency counts as changed if its 95th percentile, over at least ${fewestRequests} requests, moved by ${leastMs} ms or more, and if it is further than ${spreads} times the median deviation (at least 5 % of the median) from the median of the last ${mostRuns} runs; with fewer than ${fewestRuns} runs to go by, if it changed by a factor of ${factor}.`;
}
