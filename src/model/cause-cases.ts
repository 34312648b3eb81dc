import type { Finding } from './finding.js';
import type { CaseResult, InventoryCase } from './run-record.js';

/** A case with what came of it. */
export interface Example {
  readonly listed: InventoryCase;
  readonly result: CaseResult;
}

/** A case that shows a cause, with the finding that does. */
export interface CauseCase extends Example {
  readonly finding: Finding;
}

/** What the findings of some cases have in common. */
interface Shown {
  readonly id: string;
  /** The best example first. */
  readonly cases: readonly CauseCase[];
}

/** What several findings of a run have as their root. */
export interface Cause extends Shown {
  readonly severity: 'breach' | 'note';
  /** Is every case that shows it accepted as a known deviation? */
  readonly isKnown: boolean;
  /** What follows from it in other cases, and would be a cause of its own without it. */
  readonly also: readonly Shown[];
}
