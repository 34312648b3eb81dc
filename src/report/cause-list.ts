import { exampleSentence, theLastRun, type PastCause, type PastRun } from './past-run.js';
import { counted, cut, grouped, visible } from './visible.js';

const LONGEST_SENTENCE = 150;

/** The causes of the last run, in its order, each with the sentence of its example. */
export function causeList(run: PastRun): string {
  if (run.causes.length === 0) return `${theLastRun(run)} showed no causes: there is nothing to explain.`;
  const counts = run.causes.map((cause) => grouped(casesOf(cause)));
  const width = Math.max(...counts.map(({ length }) => length));
  return [
    `${theLastRun(run)} showed ${shownCounts(run.causes)}:`,
    '',
    ...run.causes.flatMap((cause, index) => [
      `  ${(counts[index] ?? '').padStart(width)} × ${visible(cause.id)}${mark(cause)}`,
      `  ${' '.repeat(width)}   ${visible(cut(exampleSentence(run, cause), LONGEST_SENTENCE))}`,
      ...(cause.also ?? []).map(({ id }) => `  ${' '.repeat(width)}   it explains ${visible(id)}`),
    ]),
    '',
    'npm run explain -- <cause> explains one of them.',
  ].join('\n');
}

/** `11 causes (2 of them known) and 3 notes`. */
function shownCounts(causes: readonly PastCause[]): string {
  const breaches = causes.filter(({ severity }) => severity === 'breach');
  const known = breaches.filter(({ isKnown }) => isKnown).length;
  const notes = causes.length - breaches.length;
  return [
    ...(breaches.length === 0
      ? []
      : [`${counted(breaches.length, 'cause')}${known === 0 ? '' : ` (${grouped(known)} of them known)`}`]),
    ...(notes === 0 ? [] : [counted(notes, 'note')]),
  ].join(' and ');
}

/** How many cases belong to a cause. */
function casesOf({ cases, also = [] }: PastCause): number {
  return new Set([...cases, ...also.flatMap((shown) => shown.cases)]).size;
}

function mark({ severity, isKnown }: PastCause): string {
  if (severity === 'note') return '  (a note)';
  return isKnown ? '  (known)' : '';
}
