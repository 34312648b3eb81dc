import type Kernel from '@onkernel/sdk';
import type { Json } from '../../model/json.js';
import type { SessionKind } from '../../model/session-kind.js';
import { createBrowsers, OFF_DEFAULT, type LeasedBrowser, type OnBrowser } from './browsers.js';
import { createBudget } from './budget.js';
import { callOptions, type Given } from './lease-tools.js';
import type { CleanUpLimits } from './clean-up-time.js';
import type { Ledger } from './ledger.js';
import { removeLedger } from './ledger-folder.js';
import { createReadiness, READY_WITHIN_MS } from './readiness.js';
import { createRecorder, type Awaited, type Recording } from './recording.js';
import { createReferences, type References } from './references.js';
import { releaseOutstanding, type Released } from './release.js';

/** Everything that a run creates and deletes again. */
export interface Leases {
  /** The leases of one case: each of its calls carries the case's id. */
  forCase(caseId: string): CaseLeases;
  /** Releases whatever this process holds, whatever has become of the ledger's file. */
  releaseAll(): Promise<Released>;
  /** Why the ledger's file does not list everything that was held; undefined where it does. */
  readonly ledgerTrouble: () => string | undefined;
  /** Removes the ledger's file: for a run without a parent process, once nothing is left. */
  dropLedger(): void;
}

/** What one case may lease. */
export interface CaseLeases extends References {
  /** Creates a session in the off-default state. @throws Unavailable | SetUpFailed */
  browser(kind: SessionKind): Promise<LeasedBrowser>;
  /**
   * Ends a session; a failure is kept in the ledger and tried again at the end of the run.
   * @returns whether the API accepted the deletion.
   */
  release(browser: LeasedBrowser): Promise<boolean>;
  /** Leaves a session to a person, with all that the run holds, until it ends by itself. */
  keep(browser: LeasedBrowser): void;
  /** The recordings of a session, including those that have ended. @throws SetUpFailed */
  recordings(browser: LeasedBrowser): Promise<readonly Recording[]>;
  /** The same, once they are right or `withinMs` have passed; sooner once a wait was in vain. @throws SetUpFailed */
  recordingsOnce(
    browser: LeasedBrowser,
    isRight: (recordings: readonly Recording[]) => boolean,
    withinMs: number,
  ): Promise<Awaited>;
  /** Has this API shown of any recording that it has ended? If not, one that looks as if it ran proves nothing. */
  readonly showsEnds: () => boolean;
  /** Takes over sessions that a list shows with the mark of this run, but that it did not create. @returns their ids. */
  adopt(list: Json | undefined): readonly string[];
  /** The id of this run's first session, as an example of this API's ids; undefined before it exists. */
  readonly sampleId: () => string | undefined;
}

/** What the leases of a run are created with. */
export interface LeaseOptions {
  readonly kernel: Kernel;
  readonly ledger: Ledger;
  readonly runId: string;
  readonly given: Given;
  readonly onBrowser: OnBrowser;
  /** Called with a session that is left to a person, and the time at which it ends by itself unless it is used, ISO 8601. */
  readonly onKept?: (id: string, until: string) => void;
  /** How many browsers may be held at once; unlimited if omitted. */
  readonly limit?: number | undefined;
  /** How long a created resource may take to be shown in full, in milliseconds. */
  readonly readyWithinMs?: number | undefined;
  readonly cleanUp?: CleanUpLimits;
}

/** The only way to create and delete resources: `browsers.ts` makes browsers, `references.ts` proxies and profiles. */
export function createLeases(options: LeaseOptions): Leases {
  const { kernel, ledger, runId, onBrowser, readyWithinMs = READY_WITHIN_MS } = options;
  const budget = createBudget(options.limit ?? Number.POSITIVE_INFINITY);
  const recorder = createRecorder(kernel, readyWithinMs);
  const tools = { ...options, readyWithinMs, recorder, readiness: createReadiness(readyWithinMs) };
  const references = createReferences(tools);
  /** Of these sessions it is counted already that they have ended. */
  const ended = new Set<string>();
  const browsers = createBrowsers({
    ...tools,
    onBrowser(change, id) {
      if (change === 'released') ended.add(id);
      onBrowser(change, id);
    },
  });

  return {
    forCase(caseId) {
      const call = callOptions(caseId);
      const own = browsers.guarded(references(call));
      return {
        ...own,
        async browser(kind) {
          await budget.take();
          try {
            return await browsers.create(kind, own, call);
          } catch (error) {
            budget.giveBack();
            throw error;
          }
        },
        async release(browser) {
          const isGone = await browsers.end(browser);
          budget.giveBack();
          return isGone;
        },
        keep(browser) {
          const until = new Date(Date.now() + OFF_DEFAULT.timeout_seconds * 1000).toISOString();
          ledger.keep(until);
          if (ledger.isKept()) options.onKept?.(browser.id, until);
          budget.giveBack();
        },
        recordings: (browser) => recorder.list(browser.id, call),
        recordingsOnce: (browser, isRight, within) => recorder.listOnce(browser.id, isRight, within, call),
        showsEnds: recorder.showsEnds,
        adopt: (list) => browsers.adopt(list),
        sampleId: browsers.sampleId,
      };
    },

    async releaseAll() {
      if (ledger.isKept()) return { browsers: 0, leaks: [] };
      const close = (entry: number): void => ledger.close(entry);
      const outstanding = ledger.outstanding();
      const limits = options.cleanUp ?? {};
      const released = await releaseOutstanding({ kernel, runId, outstanding, close, limits });
      for (const id of released.ids) if (!ended.has(id)) onBrowser('released', id);
      return released;
    },
    ledgerTrouble: () => ledger.trouble(),
    dropLedger: () => removeLedger(ledger.file),
  };
}
