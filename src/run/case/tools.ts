import type { CaseClient, Client } from '../../api/client.js';
import type { CaseLeases, Leases } from '../../api/leases/leases.js';
import type { Limits } from '../../api/limits.js';
import type { Drift } from '../../model/drift.js';
import type { Journal } from '../../model/events.js';
import type { CheckName } from '../../model/finding.js';
import type { Settings, Target } from '../../model/settings.js';
import type { KnownDeviation } from '../../model/known-deviation.js';
import type { AddressBook } from './address-book.js';
import type { FormOfReads } from './form-of-reads.js';
import type { Outages } from './outages.js';
import type { Patience } from './patience.js';
import type { Unshown } from './unshown.js';
import type { CompiledContract } from './compiled-contract.js';

/** What every case of a run shares. */
interface Shared extends CompiledContract {
  readonly target: Target;
  readonly settings: Settings;
  readonly journal: Journal;
  readonly limits: Limits;
  /** Accepted breaches. */
  readonly deviations: readonly KnownDeviation[];
  readonly patience: Patience;
  /** A worker leaves its session to a person. */
  readonly keeps?: boolean;
  readonly formOfReads: FormOfReads;
  readonly unshown: Unshown;
  readonly addresses: AddressBook;
  /** Which outages are borne with. Left out: none, so that a look again is judged by what it meets. */
  readonly outages?: Outages | undefined;
  /**
   * How long a read-back that disagrees is read again before it is a finding, in milliseconds. Left out: as long as a
   * real API may need.
   */
  readonly lagMs?: number;
}

/** What a run works with: made once, shared by all workers. */
export interface Tools extends Shared {
  readonly client: Client;
  readonly leases: Leases;
  /** A check whose findings do not count: set only by check ablation. */
  readonly switchedOff?: CheckName;
}

/** What one case works with: whatever it sends or leases carries its id. */
export interface CaseTools extends Shared {
  readonly client: CaseClient;
  readonly leases: CaseLeases;
  readonly noteDrift: (drift: Drift) => void;
}

/** Binds the tools of a run to a case. */
export function toolsFor(caseId: string, tools: Tools): CaseTools {
  return {
    ...tools,
    client: tools.client.forCase(caseId),
    leases: tools.leases.forCase(caseId),
    noteDrift: (drift) => tools.journal({ type: 'drift', drift, caseId }),
  };
}
