import type { Limits } from '../../api/limits.js';
import type { Leases } from '../../api/leases/leases.js';
import type { ContractCase } from '../../model/case.js';
import type { Journal } from '../../model/events.js';
import type { CaseResult } from '../../model/run-record.js';
import type { Workers } from '../schedule/workers.js';
import type { Host } from './host.js';

/** The run inside the Mocha process; one per process. */
export interface ActiveRun {
  readonly workers: Workers;
  readonly leases: Leases | undefined;
  readonly limits: Limits | undefined;
  readonly journal: Journal;
  /** Only where Mocha was started directly: no other process writes the reports. */
  readonly host: Host | undefined;
  readonly transcript: boolean;
  readonly requireAll: boolean;
  readonly tryBreachesAgain: () => Promise<void>;
}

let active: ActiveRun | undefined;

/** Sets the run of this process. */
export function activate(run: ActiveRun): void {
  active = run;
}

/** The run of this process; undefined before it has begun. */
export function activeRun(): ActiveRun | undefined {
  return active;
}

/** Awaits the result of a case from the workers. */
export function resultOfCase({ id }: ContractCase): Promise<CaseResult> {
  if (active === undefined)
    return Promise.reject(new Error('No run has begun: fixtures/hooks.ts is not loaded.'));
  return active.workers.result(id);
}

/** Is every exchange to be printed? */
export function wantsTranscript(): boolean {
  return active?.transcript === true;
}

/** Does a case that could not be verified fail the run? */
export function requiresAll(): boolean {
  return active?.requireAll === true;
}
