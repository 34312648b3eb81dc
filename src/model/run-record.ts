import type { Clause } from './clause.js';
import type { Drift } from './drift.js';
import type { Exchange } from './exchange.js';
import type { Finding } from './finding.js';
import type { KnownDeviation } from './known-deviation.js';
import type { Leak } from './leak.js';
import type { NotCovered } from './not-covered.js';
import type { Prices, Usage } from './usage.js';
import type { Verdict } from './verdict.js';

/** 0: conforms. 1: breach. 2: could not be judged. 3: the suite's own fault. */
export type ExitCode = 0 | 1 | 2 | 3;

/** What a case is for: the API must accept it, must refuse it, or the document leaves it open. */
export type Intent = 'accept' | 'refuse' | 'observe';

/** A case as the inventory lists it, before anything is sent. */
export interface InventoryCase {
  /** Stable over runs and documents: `viewport.width/minimum/below`. */
  readonly id: string;
  /** The `describe` that holds it. */
  readonly group: string;
  readonly sentence: string;
  readonly intent: Intent;
  readonly clause: Clause;
  /** What the case is about, in a word that causes are named by: `viewport.width.minimum`, `json-body`. */
  readonly subject: string;
  /** Statuses that the API may answer with; empty for a plain Mocha test. */
  readonly statuses: readonly number[];
  /** One sentence on why more than one status is allowed, or why the case exists; printed with a failure. */
  readonly because?: string;
  /** Is a session read before and after the request? */
  readonly isReadBack: boolean;
  /** Needs it an unusual session, or several requests to be judged? Others are better examples. */
  readonly isUnusual?: true;
  /** The spec that registers it, from the root of the project; undefined where Mocha did not load it. */
  readonly file?: string;
  /** The place of its row there, counted from 1; undefined for a plain Mocha test. */
  readonly line?: number;
  readonly column?: number;
}

/** What came of a case. */
export interface CaseResult {
  readonly id: string;
  readonly verdict: Verdict;
  /** Most important first. */
  readonly findings: readonly Finding[];
  /** The asserted exchange first, then reads; set-up before it is in the run's own list. */
  readonly exchanges: readonly Exchange[];
  /** What kept the case from being judged or verified, or the suite's own error, in words. */
  readonly obstacle?: string;
  /** Wall time in milliseconds. */
  readonly ms: number;
  /** Cannot be verified at this target at all, so it cannot be required. */
  readonly optional?: true;
  /** The causes that are accepted as known deviations, where it has some. */
  readonly known?: readonly string[];
  /** Why a person has to look at it, whatever came of it: the document is not the one that it was written for. */
  readonly needsPerson?: string;
  /** For a breach that was tried once more on a fresh session: how often it was seen. */
  readonly reproduced?: Reproduced;
}

export type Reproduced = '2 of 2' | '1 of 2';

/** A drift with how often it was seen; listed once a run. */
export interface SeenDrift {
  readonly drift: Drift;
  readonly firstSeenIn: string;
  readonly times: number;
}

/** A problem that belongs to no case. */
export interface RunProblem {
  /** `suite`: our own fault (exit 3). `blocked`: could not be judged (exit 2). */
  readonly kind: 'suite' | 'blocked';
  /** A short stable name for JUnit: `preflight`, `settings`, `unhandled rejection`, `specs`, `ledger`, `reports`. */
  readonly name: string;
  /** Whole sentences. */
  readonly sentence: string;
}

/** A browser that was left to a person (`npm run case -- <id> --keep`). */
export interface KeptBrowser {
  readonly id: string;
  /** When the API ends it by itself unless it is used, ISO 8601. */
  readonly until: string;
}

/** All that is known of a run at a moment; every report is written from it and from nothing else. */
export interface RunRecord {
  readonly runId: string;
  readonly suiteVersion: string;
  /** Base URL, or `embedded reference server`. */
  readonly target: string;
  /** What people call the target: `staging`. Two environments never share a test case in a CI server. */
  readonly environment: string;
  /** The proxy that led there, as `host:port`; left out where none did. */
  readonly through?: string;
  /** Is it the embedded reference server? */
  readonly isEmbedded: boolean;
  readonly document: { readonly file: string; readonly hash: string };
  /** Statuses that the document declares for the operation. */
  readonly declaredStatuses: readonly number[];
  /** The keys of its responses that stand for several statuses (`4XX`, `default`); left out where there are none. */
  readonly declaredRanges?: readonly string[];
  /** Fields of an update whose effect no answer shows; undefined in records of earlier versions. */
  readonly writeOnly?: readonly string[];
  /** ISO 8601. */
  readonly startedAt: string;
  /** Milliseconds since the start, at the moment of writing. */
  readonly ms: number;
  /** True once the run has ended. */
  readonly finished: boolean;
  readonly requireAll: boolean;
  /** Does what the document does not declare make the run red? */
  readonly strict?: true;
  /** Accepted breaches; none apply to the embedded reference server. */
  readonly deviations: readonly KnownDeviation[];
  /** Were all cases selected? */
  readonly isWhole: boolean;
  readonly inventory: readonly InventoryCase[];
  /** Statements of the request schema that have no cases; undefined until it is known. */
  readonly notCovered?: readonly NotCovered[];
  /** By case id; a case without a result never ran. */
  readonly results: ReadonlyMap<string, CaseResult>;
  readonly problems: readonly RunProblem[];
  readonly drift: readonly SeenDrift[];
  readonly browsers: { readonly created: number; readonly released: number; readonly heldAtMost: number };
  /** Left to a person on purpose; undefined where nothing is. */
  readonly kept?: readonly KeptBrowser[];
  /** What was not released; undefined until the release has ended, or where there is none. */
  readonly leaks?: readonly Leak[] | undefined;
  /** Browsers and their seconds by type. */
  readonly usage: Usage;
  /** Undefined where nothing is billed. */
  readonly prices?: Prices;
  readonly requests: { readonly sent: number; readonly throttled: number };
  /** Exchanges that belong to no case: preflight, set-up and clean-up. */
  readonly housekeeping: readonly Exchange[];
  /** How long the slowest read-back took to show what was accepted; 0 where none lagged. */
  readonly longestLagMs: number;
}
