import type { Drift } from './drift.js';
import type { Exchange } from './exchange.js';
import type { Leak } from './leak.js';
import type { NotCovered } from './not-covered.js';
import type { CaseResult, InventoryCase, KeptBrowser, Reproduced, RunProblem } from './run-record.js';

/** What happens in a run, in the order in which it happens. Everything that is reported comes from one of these. */
export type RunEvent =
  /** `isWhole`: all cases were selected. */
  | { readonly type: 'inventory'; readonly cases: readonly InventoryCase[]; readonly isWhole: boolean }
  | { readonly type: 'not covered'; readonly statements: readonly NotCovered[] }
  | { readonly type: 'result'; readonly result: CaseResult }
  | { readonly type: 'reproduced'; readonly id: string; readonly times: Reproduced }
  | { readonly type: 'problem'; readonly problem: RunProblem }
  | { readonly type: 'drift'; readonly drift: Drift; readonly caseId: string }
  | { readonly type: 'lag'; readonly ms: number }
  /** What is left after a release; the last one has the last word. */
  | { readonly type: 'leaks'; readonly leaks: readonly Leak[] }
  | { readonly type: 'browser'; readonly change: 'created' | 'released' }
  /** One of either client is sent, or was answered with 429. Counted as it happens: not every exchange is kept. */
  | { readonly type: 'request'; readonly change: RequestChange }
  /** A browser is left to a person. */
  | { readonly type: 'kept'; readonly browser: KeptBrowser }
  /** An exchange that belongs to no case's result. */
  | { readonly type: 'exchange'; readonly exchange: Exchange }
  | { readonly type: 'end' };

/** What happens to a request that is counted. */
export type RequestChange = 'sent' | 'throttled';

/** Takes events in, in order. */
export type Journal = (event: RunEvent) => void;
