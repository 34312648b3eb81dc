import type { RunEvent } from '../../model/events.js';
import type { Exchange } from '../../model/exchange.js';
import type { NotCovered } from '../../model/not-covered.js';
import type { Leak } from '../../model/leak.js';
import { usageOf } from '../../model/usage.js';
import type {
  CaseResult,
  InventoryCase,
  KeptBrowser,
  RunProblem,
  RunRecord,
  SeenDrift,
} from '../../model/run-record.js';

/** What is fixed when a run begins. */
export type RunMeta = Pick<
  RunRecord,
  | 'runId'
  | 'suiteVersion'
  | 'target'
  | 'environment'
  | 'through'
  | 'prices'
  | 'isEmbedded'
  | 'document'
  | 'declaredStatuses'
  | 'declaredRanges'
  | 'writeOnly'
  | 'startedAt'
  | 'requireAll'
  | 'strict'
  | 'deviations'
>;

/** Keeps the record of a run from its events. Plain bookkeeping: it judges nothing and writes nothing. */
export interface RecordKeeper {
  apply(event: RunEvent): void;
  /** Everything known at this moment. */
  record(): RunRecord;
}

/** @param meta what is fixed when the run begins. */
export function createRecordKeeper(meta: RunMeta): RecordKeeper {
  let inventory: readonly InventoryCase[] = [];
  let isWhole = false;
  let notCovered: readonly NotCovered[] | undefined;
  let ended = false;
  let created = 0;
  let released = 0;
  let heldAtMost = 0;
  let longestLagMs = 0;
  const requests = { sent: 0, throttled: 0 };
  const results = new Map<string, CaseResult>();
  const problems: RunProblem[] = [];
  const drift = new Map<string, SeenDrift>();
  const housekeeping: Exchange[] = [];
  const kept: KeptBrowser[] = [];
  let leaks: readonly Leak[] | undefined;
  const started = performance.now();

  return {
    apply(event) {
      switch (event.type) {
        case 'inventory':
          ({ cases: inventory, isWhole } = event);
          break;
        case 'not covered':
          notCovered = event.statements;
          break;
        case 'result':
          // A verdict never improves: a second result of a case does not take a breach away.
          if (results.get(event.result.id)?.verdict !== 'breach') results.set(event.result.id, event.result);
          break;
        case 'reproduced': {
          const known = results.get(event.id);
          if (known !== undefined) results.set(event.id, { ...known, reproduced: event.times });
          break;
        }
        case 'problem':
          problems.push(event.problem);
          break;
        case 'drift': {
          const key = JSON.stringify(event.drift);
          const known = drift.get(key);
          const firstSeenIn = known?.firstSeenIn ?? event.caseId;
          drift.set(key, { drift: event.drift, firstSeenIn, times: (known?.times ?? 0) + 1 });
          break;
        }
        case 'lag':
          longestLagMs = Math.max(longestLagMs, event.ms);
          break;
        case 'browser':
          if (event.change === 'created') created += 1;
          else released += 1;
          heldAtMost = Math.max(heldAtMost, created - released);
          break;
        case 'request':
          requests[event.change] += 1;
          break;
        case 'leaks':
          ({ leaks } = event);
          break;
        case 'kept':
          kept.push(event.browser);
          break;
        case 'exchange':
          housekeeping.push(event.exchange);
          break;
        case 'end':
          ended = true;
          break;
      }
    },
    record() {
      return {
        ...meta,
        ms: Math.round(performance.now() - started),
        finished: ended,
        isWhole,
        inventory,
        ...(notCovered === undefined ? {} : { notCovered }),
        results,
        problems,
        drift: [...drift.values()],
        browsers: { created, released, heldAtMost },
        ...(kept.length === 0 ? {} : { kept: [...kept] }),
        usage: usageOf(housekeeping, Date.now()),
        requests: { ...requests },
        leaks,
        housekeeping,
        longestLagMs,
      };
    },
  };
}
