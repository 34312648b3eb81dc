import type Kernel from '@onkernel/sdk';
import type { Ledger } from './ledger.js';
import type { Readiness } from './readiness.js';

/** What the operator named instead of having it created. */
export interface Given {
  readonly proxyIds: readonly string[];
  readonly profileIds: readonly string[];
}

/** What every lease of a run is made with. */
export interface LeaseTools {
  readonly kernel: Kernel;
  readonly ledger: Ledger;
  readonly runId: string;
  readonly given: Given;
  readonly readiness: Readiness;
  /** How long what was created may take to be shown whole, and what was deleted may still be found. */
  readonly readyWithinMs: number;
}

/** What a set-up call carries: the case that it is for, like an asserted request (`X-Test-Case`). */
export type CallOptions = Pick<Kernel.RequestOptions, 'headers'>;

/** The options of the set-up calls of one case. */
export function callOptions(caseId: string): CallOptions {
  return { headers: { 'X-Test-Case': encodeURI(caseId) } };
}
