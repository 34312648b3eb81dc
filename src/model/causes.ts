import { causeOf, danger, unexplained } from './cause.js';
import type { Finding } from './finding.js';
import { caseOutcomes } from './outcomes.js';
import type { CaseResult, InventoryCase, RunRecord } from './run-record.js';

/** A case that shows a cause, with the finding that does. */
interface CauseCase {
  readonly listed: InventoryCase;
  readonly result: CaseResult;
  readonly finding: Finding;
}

/** What several findings of a run have as their root. */
export interface Cause {
  readonly id: string;
  readonly severity: 'breach' | 'note';
  /** Is every case that shows it accepted as a known deviation? */
  readonly isKnown: boolean;
  /** The best example first: one that was judged to its end, and seen twice. */
  readonly cases: readonly CauseCase[];
}

/** The causes of a run, most dangerous first, then those with most cases; drift has none. */
export function causesOf(run: RunRecord): Cause[] {
  const found = new Map<string, CauseCase[]>();
  for (const { listed, result } of caseOutcomes(run)) {
    if (result === undefined) continue;
    for (const [id, finding] of causesIn(result, listed.subject)) {
      found.set(id, [...(found.get(id) ?? []), { listed, result, finding }]);
    }
  }
  return [...found]
    .map(([id, cases]): Cause => {
      const severity = cases.some(({ finding }) => finding.severity === 'breach') ? 'breach' : 'note';
      const isKnown =
        severity === 'breach' && cases.every(({ result }) => result.known?.includes(id) === true);
      return { id, severity, isKnown, cases: [...cases].sort((a, b) => worth(b) - worth(a)) };
    })
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        danger(a.id) - danger(b.id) ||
        b.cases.length - a.cases.length ||
        (a.id < b.id ? -1 : 1),
    );
}

/** The causes of one result, each with the first finding that shows it. */
export function causesIn({ findings }: Pick<CaseResult, 'findings'>, subject: string): Map<string, Finding> {
  const causes = new Map<string, Finding>();
  for (const finding of unexplained(findings)) {
    if (finding.severity === 'drift') continue;
    const id = causeOf(finding, subject);
    if (!causes.has(id)) causes.set(id, finding);
  }
  return causes;
}

function rank({ severity, isKnown }: Cause): number {
  if (severity === 'note') return 2;
  return isKnown ? 1 : 0;
}

/** The best example was judged to its end, shows nothing else, and was seen twice. */
function worth({ listed, result }: CauseCase): number {
  const isAlone = causesIn(result, listed.subject).size === 1;
  return (
    (result.obstacle === undefined ? 4 : 0) + (isAlone ? 2 : 0) + (result.reproduced === '2 of 2' ? 1 : 0)
  );
}
