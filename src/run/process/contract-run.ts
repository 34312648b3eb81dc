import type { Leases } from '../../api/leases/leases.js';
import { unsentIn } from '../../contract/unsent.js';
import type { ContractCase } from '../../model/case.js';
import type { Journal } from '../../model/events.js';
import type { NotCovered } from '../../model/not-covered.js';
import type { CaseResult, InventoryCase } from '../../model/run-record.js';
import type { Handoff } from '../../model/settings.js';
import { createBreached } from '../schedule/breached.js';
import { lookAgain } from '../schedule/look-again.js';
import { tryAgain } from '../schedule/try-again.js';
import { notCovered } from './registry.js';
import { openWorkers, type OpenWorkers } from './open-workers.js';

/** A run over selected cases, whoever awaits their results: Mocha's tests, or a test of this suite. */
export interface ContractRun {
  /** Takes what happens in the run, also outside its cases. */
  readonly journal: Journal;
  /**
   * Lists the cases, checks the target, and starts the workers.
   * @param isWhole are these all cases?
   * @returns whether the target can be used; the journal says why not.
   */
  begin(inventory: readonly InventoryCase[], isWhole: boolean, handoff: Handoff): Promise<boolean>;
  /** Awaits the result of a case. */
  result(id: string): Promise<CaseResult>;
  /** Starts no further case, and tries no breach again. */
  interrupt(why: string): void;
  /** Waits for the workers, tries breaches again, and releases what is held. */
  finish(): Promise<void>;
}

const NOTHING: OpenWorkers = {
  workers: {
    result: () => Promise.reject(new Error('The run has not begun.')),
    stop: () => undefined,
    finished: Promise.resolve(),
  },
  tools: undefined,
};

/** What is said where no case was selected. */
export const NOTHING_SELECTED = 'No case matches the selection: npm run cases lists all cases.';

/**
 * Prepares a run; nothing is sent before it begins.
 * @param bails the first breach ends the run.
 * @param write takes the events; throws where one cannot be written down.
 */
export function createContractRun(
  cases: readonly ContractCase[],
  bails: boolean,
  write: Journal,
): ContractRun {
  const byId = new Map(cases.map((testCase) => [testCase.id, testCase]));
  const breached = createBreached();
  let open = NOTHING;
  let interruption: string | undefined;
  let bailedAt: string | undefined;
  let haveAllRun = false;

  /** What is under way in other workers may fail as well: only the first one is named. */
  const bailAt = (id: string): void => {
    if (bailedAt !== undefined || haveAllRun) return;
    bailedAt = id;
    const sentence = `The run stopped at ${id}, its first failure (--bail); the remaining cases were not tried.`;
    write({ type: 'problem', problem: { kind: 'blocked', name: 'bail', sentence } });
    open.workers.stop(`--bail: ${id} failed`);
  };
  const journal: Journal = (event) => {
    write(event);
    if (event.type !== 'result') return;
    const { result } = event;
    const testCase = byId.get(result.id); // a plain test has no cause
    if (testCase !== undefined && result.verdict === 'breach') breached.note(testCase, result);
    if (bails && endsRun(result)) bailAt(result.id);
  };

  return {
    journal,
    async begin(inventory, isWhole, handoff) {
      if (inventory.length === 0) {
        const problem = { kind: 'blocked', name: 'selection', sentence: NOTHING_SELECTED } as const;
        journal({ type: 'problem', problem });
      }
      journal({ type: 'inventory', cases: inventory, isWhole });
      open = await openWorkers(cases, handoff, journal);
      journal({ type: 'not covered', statements: [...notCovered(), ...uncheckedBy(open.tools)] });
      if (interruption !== undefined) open.workers.stop(interruption); // during the preflight
      return open.tools !== undefined;
    },
    result: (id) => open.workers.result(id),
    interrupt(why) {
      interruption = why;
      open.workers.stop(why);
    },
    async finish() {
      const { workers, tools } = open;
      workers.stop('Mocha ended before it');
      await workers.finished;
      haveAllRun = true;
      if (tools === undefined) return;
      const isInterrupted = (): boolean => interruption !== undefined;
      const goesOn = (): boolean => !isInterrupted() && bailedAt === undefined && tools.keeps !== true;
      if (goesOn() && tools.outages !== undefined) await lookAgain(tools.outages, tools, isInterrupted);
      tools.unshown.settle(journal);
      if (goesOn() && !bails) await tryAgain(breached.toTryAgain(), tools, isInterrupted);
      tools.limits.lift(); // clean-up has a bound of its own
      await releaseHeld(tools.leases, journal);
    },
  };
}

/** What the document states about answers, to updates and to reads, and about requests besides their bodies, unchecked. */
function uncheckedBy(tools: OpenWorkers['tools']): NotCovered[] {
  if (tools === undefined) return [];
  const all = [...unsentIn(tools.document), ...tools.answers.unchecked, ...tools.reads.unchecked];
  return [...new Map(all.map((one) => [one.pointer, one])).values()];
}

/** Where the ledger lists everything, the host's release has the last word; where it does not, only memory does. */
async function releaseHeld(leases: Leases, journal: Journal): Promise<void> {
  const { leaks } = await leases.releaseAll();
  const sentence = leases.ledgerTrouble();
  if (sentence === undefined) return;
  journal({ type: 'problem', problem: { kind: 'blocked', name: 'ledger', sentence } });
  journal({ type: 'leaks', leaks });
}

/** Does --bail end the run here? Not at a case that could not be judged: that says nothing about the contract. */
export function endsRun({ verdict }: CaseResult): boolean {
  return verdict === 'breach' || verdict === 'suite error';
}
