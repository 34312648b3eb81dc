import { forPerson } from '../model/needs-person.js';
import type { CaseResult, RunRecord } from '../model/run-record.js';
import { counted, grouped } from './visible.js';

/** The cases that a person has to look at, since the document is not the one that they were written for. */
export function needingPerson(run: Pick<RunRecord, 'results'>): CaseResult[] {
  return [...run.results.values()].filter(({ needsPerson }) => needsPerson !== undefined);
}

/** The same in lines: how many, then each reason with its cases. @param most so many reasons. */
export function personLines(run: Pick<RunRecord, 'results'>, most: number): string[] {
  const cases = needingPerson(run);
  if (cases.length === 0) return [];
  const reasons = new Map<string, CaseResult[]>();
  for (const one of cases) {
    const why = one.needsPerson ?? '';
    reasons.set(why, [...(reasons.get(why) ?? []), one]);
  }
  // Most urgent first: what does not run any more, then what most cases rest on.
  const urgent = [...reasons].sort(
    ([a, one], [b, other]) => notRun(other) - notRun(one) || other.length - one.length || (a < b ? -1 : 1),
  );
  const lines = urgent.map(([why, of]) => `${counted(of.length, 'case')}${howMany(of)}: ${why}`);
  const more = lines.length - most;
  return [
    `${counted(cases.length, 'case')} ${cases.length === 1 ? 'rests' : 'rest'} on something that this document no longer says, or says differently:`,
    ...lines.slice(0, most),
    ...(more > 0 ? [`and ${counted(more, 'more reason')}: see the reports`] : []),
  ];
}

function notRun(cases: readonly CaseResult[]): number {
  // One may lack something else as well, or have run and left a finding to a person.
  return cases.filter(
    ({ exchanges, obstacle, needsPerson = '' }) =>
      exchanges.length === 0 && obstacle === forPerson(needsPerson),
  ).length;
}

function howMany(cases: readonly CaseResult[]): string {
  const count = notRun(cases);
  if (count === 0) return '';
  return count === cases.length ? ', not run' : `, ${grouped(count)} of them not run`;
}
