import { isJudged } from './judged.js';
import type { RunSummary, SummarisedCause } from './run-summary.js';

/** What became of the causes between two runs; each keeps the order of its run, dangerous ones first. */
export interface CauseChanges {
  /** Causes that only the later run showed, or that it showed as a breach and the earlier one as a note. */
  readonly fresh: readonly NewCause[];
  /** Causes that only the earlier run showed, though the later one judged all cases that had shown them. */
  readonly repaired: readonly CauseInCases[];
  /** Causes that only the earlier run showed, because the later one did not judge all of their cases. */
  readonly unseen: readonly CauseInCases[];
  /** Cases that broke the contract in both runs, in different ways. */
  readonly changed: readonly CaseChange[];
  /** Causes that were accepted as known and are not any more, or the other way round. */
  readonly reclassified: readonly { readonly id: string; readonly isKnown: boolean }[];
  /** Causes that further cases show. */
  readonly spread: readonly Spread[];
}

interface CauseInCases {
  readonly id: string;
  readonly severity: SummarisedCause['severity'];
  /** The ids of its cases. */
  readonly cases: readonly string[];
}

interface NewCause extends CauseInCases {
  readonly isKnown: boolean;
  /** Did the earlier run judge any of its cases? If not, the cause may be older. */
  readonly couldBeSeen: boolean;
}

/** Cases that went the same way from some causes to others. */
interface CaseChange {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly cases: readonly string[];
}

interface Spread {
  readonly id: string;
  readonly before: number;
  readonly after: number;
  /** The further ones. */
  readonly cases: readonly string[];
}

export function causeChanges(before: RunSummary, after: RunSummary): CauseChanges {
  const was = new Map(before.causes.map((cause) => [cause.id, cause]));
  const is = new Map(after.causes.map((cause) => [cause.id, cause]));
  const gone = before.causes.filter(({ id }) => !is.has(id)).map((cause) => inCases(before, cause));
  const isRepaired = ({ cases }: CauseInCases): boolean => cases.every((id) => isJudged(after.cases[id]));
  return {
    fresh: after.causes
      .filter(
        ({ id, severity }) => !was.has(id) || (severity === 'breach' && was.get(id)?.severity === 'note'),
      )
      .map((cause) => newCause(before, inCases(after, cause), cause.isKnown)),
    repaired: gone.filter(isRepaired),
    unseen: gone.filter((cause) => !isRepaired(cause)),
    changed: caseChanges(before, after),
    reclassified: after.causes
      .filter(({ id, isKnown }) => was.has(id) && was.get(id)?.isKnown !== isKnown)
      .map(({ id, isKnown }) => ({ id, isKnown })),
    spread: after.causes.filter(({ id }) => was.has(id)).flatMap(({ id }) => spreadOf(id, before, after)),
  };
}

function inCases(run: RunSummary, { id, severity }: SummarisedCause): CauseInCases {
  return { id, severity, cases: casesOf(run, id) };
}

function casesOf({ cases }: RunSummary, cause: string): string[] {
  return Object.entries(cases).flatMap(([id, { causes }]) => (causes?.includes(cause) === true ? [id] : []));
}

function newCause(before: RunSummary, cause: CauseInCases, isKnown: boolean): NewCause {
  return { ...cause, isKnown, couldBeSeen: cause.cases.some((id) => isJudged(before.cases[id])) };
}

/** Further cases count only where the earlier run judged them. */
function spreadOf(id: string, before: RunSummary, after: RunSummary): Spread[] {
  const [was, is] = [casesOf(before, id), casesOf(after, id)];
  const cases = is.filter((one) => !was.includes(one) && isJudged(before.cases[one]));
  return cases.length === 0 ? [] : [{ id, before: was.length, after: is.length, cases }];
}

function caseChanges(before: RunSummary, after: RunSummary): CaseChange[] {
  const changes = new Map<string, CaseChange>();
  for (const [id, { causes: is = [] }] of Object.entries(after.cases)) {
    const was = before.cases[id]?.causes ?? [];
    const isSame = was.length === is.length && was.every((cause) => is.includes(cause));
    if (isSame || was.length === 0 || is.length === 0) continue;
    const key = JSON.stringify([[...was].sort(), [...is].sort()]);
    changes.set(key, { before: was, after: is, cases: [...(changes.get(key)?.cases ?? []), id] });
  }
  return [...changes.values()].sort((a, b) => b.cases.length - a.cases.length);
}
