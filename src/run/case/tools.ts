import type { CheckName } from '../../model/finding.js';
import type { Client } from '../../api/client.js';
import type { Leases } from '../../api/leases/leases.js';
import type { Settings, Target } from '../../settings/settings.js';
import type { CompiledContract } from './compiled-contract.js';
import type { Journal } from '../process/journal.js';

/** What a case needs to be run: made once per run, shared by all workers. */
export interface Tools extends CompiledContract {
  readonly target: Target;
  readonly settings: Settings;
  readonly client: Client;
  readonly leases: Leases;
  readonly journal: Journal;
  /**
   * How long a read-back that disagrees is read again before it is a finding, in milliseconds. Left out: as long as a
   * real API may need.
   */
  readonly lagMs?: number;
  /** A check whose findings do not count: set only to prove that it is needed. */
  readonly switchedOff?: CheckName;
}
