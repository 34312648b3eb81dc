import type { CaseResult, RunRecord } from '../model/run-record.js';
import { counted, grouped } from './visible.js';

/** The hand-written cases that a person has to look at, since the document is not the one that they were written for. */
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
  const lines = [...reasons].map(([why, of]) => `${counted(of.length, 'case')}${notRun(of)}: ${why}`);
  const more = lines.length - most;
  return [
    `${counted(cases.length, 'case')} that the document has changed under:`,
    ...lines.slice(0, most),
    ...(more > 0 ? [`and ${counted(more, 'more reason')}: see the reports`] : []),
  ];
}

function notRun(cases: readonly CaseResult[]): string {
  const count = cases.filter(({ exchanges }) => exchanges.length === 0).length;
  if (count === 0) return '';
  return count === cases.length ? ', not run' : `, ${grouped(count)} of them not run`;
}
