import type Kernel from '@onkernel/sdk';
import type { Ledger } from './ledger.js';
import type { Readiness } from './readiness.js';
import type { Recorder } from './recording.js';

/** Resources that the operator named, used instead of creating some. */
export interface Given {
  readonly proxyIds: readonly string[];
  readonly profileIds: readonly string[];
  /** What sessions are created with. Left out: `OFF_DEFAULT`. */
  readonly viewport?: { readonly width: number; readonly height: number; readonly refresh_rate?: number };
}

/** What every lease of a run needs. */
export interface LeaseTools {
  readonly kernel: Kernel;
  readonly ledger: Ledger;
  readonly runId: string;
  readonly given: Given;
  readonly readiness: Readiness;
  readonly recorder: Recorder;
  /** How long a created resource may take to be shown in full, and a deleted one may still be found. */
  readonly readyWithinMs: number;
}

/** The options of a set-up call: like an asserted request, it names its case in `X-Test-Case`. */
export type CallOptions = Pick<Kernel.RequestOptions, 'headers'>;

/** The options of the set-up calls of one case. */
export function callOptions(caseId: string): CallOptions {
  return { headers: { 'X-Test-Case': encodeURI(caseId) } };
}
