import { danger } from './cause.js';
import { rootsAmong } from './cause-roots.js';
import type { Cause, CauseCase } from './cause-cases.js';
import { causesIn } from './causes-in.js';
import { byWorth } from './example.js';
import { caseOutcomes } from './outcomes.js';
import type { RunRecord } from './run-record.js';

/** The causes of a run, most dangerous first, then those with most cases; drift has none. */
export function causesOf(run: RunRecord): Cause[] {
  const found = new Map<string, CauseCase[]>();
  for (const { listed, result } of caseOutcomes(run)) {
    if (result === undefined) continue;
    for (const [id, finding] of causesIn(result, listed.subject)) {
      found.set(id, [...(found.get(id) ?? []), { listed, result, finding }]);
    }
  }
  const all = [...found].map(([id, cases]): Cause => {
    const severity = cases.some(({ finding }) => finding.severity === 'breach') ? 'breach' : 'note';
    const isKnown = severity === 'breach' && cases.every(({ result }) => result.known?.includes(id) === true);
    return { id, severity, isKnown, cases: [...cases].sort(byWorth), also: [] };
  });
  return rootsAmong(all, run).sort(
    (a, b) =>
      rank(a) - rank(b) ||
      danger(a.id) - danger(b.id) ||
      casesOf(b).length - casesOf(a).length ||
      (a.id < b.id ? -1 : 1),
  );
}

/** All cases that belong to a cause, its own first, each once. */
export function casesOf({ cases, also }: Pick<Cause, 'cases' | 'also'>): CauseCase[] {
  const all = [...cases, ...also.flatMap((shown) => shown.cases)];
  const seen = new Set<string>();
  return all.filter(({ listed: { id } }) => !seen.has(id) && seen.add(id));
}

/** For what follows from a cause, the id that it would have: the id of that cause. */
export function rootsById(causes: readonly Cause[]): ReadonlyMap<string, string> {
  return new Map(causes.flatMap(({ id, also }) => also.map((shown) => [shown.id, id])));
}

function rank({ severity, isKnown }: Cause): number {
  if (severity === 'note') return 2;
  return isKnown ? 1 : 0;
}
