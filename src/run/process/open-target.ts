import type Kernel from '@onkernel/sdk';
import { version as suiteVersion } from '../../../package.json';
import { createClient, userAgent } from '../../api/client.js';
import { derivedSecrets, EXTRA_HEADERS } from '../../api/credentials.js';
import { openLedger } from '../../api/leases/ledger.js';
import { createLeases } from '../../api/leases/leases.js';
import { createLimits } from '../../api/limits.js';
import { createPace } from '../../api/pace.js';
import { SHORTEST_SECRET } from '../../api/redaction/token-shapes.js';
import { createRedactor, type Redactor } from '../../api/redaction/redact.js';
import type { Handoff, Reach, Target } from '../../model/settings.js';
import { createVendorClient } from '../../api/vendor-client.js';
import { startingViewport } from '../case/starting-viewport.js';
import type { CompiledContract } from '../case/compiled-contract.js';
import type { Journal, RequestChange } from '../../model/events.js';
import type { Tools } from '../case/tools.js';
import { createFormOfReads } from '../case/form-of-reads.js';
import { createPatience } from '../case/patience.js';
import { createAddressBook } from '../case/address-book.js';
import { createUnshown } from '../case/unshown.js';

/** A target that requests may be sent to, before anything is created. */
export interface OpenTarget {
  readonly kernel: Kernel;
  /**
   * Opens the ledger, and with it the way to create resources. @param lagMs see `Tools`.
   * @throws Error when the ledger cannot be written.
   */
  readonly openTools: (contract: CompiledContract, lagMs?: number) => Tools;
}

/**
 * Makes the clients of a run, which share its pace, its limits, its redactor and its name.
 * @param limits none if left out: for clean-up, and for commands with bounds of their own.
 */
export function openTarget(
  {
    runId,
    settings,
    target,
    deviations = [],
    keeps = false,
  }: Pick<Handoff, 'runId' | 'settings' | 'target'> & Partial<Handoff>,
  journal: Journal,
  limits = createLimits(),
): OpenTarget {
  const connection = {
    target,
    reach: settings.reach,
    pace: createPace(settings.requestsPerMinute, settings.browsers),
    redactor: redactorFor(target, settings.reach),
    agent: userAgent(suiteVersion, runId),
    timeoutMs: settings.timeoutMs,
    limits,
    maxBodyMb: settings.maxBodyMb,
    onRequest: (change: RequestChange) => journal({ type: 'request', change }),
  };
  const unshown = createUnshown();
  const kernel = createVendorClient(connection, (event) => {
    if (event.type === 'exchange') unshown.see(event.exchange);
    journal(event);
  });
  return {
    kernel,
    openTools: (contract, lagMs) => {
      const leases = createLeases({
        ...{ kernel, runId, given: { ...settings, viewport: startingViewport(contract) } },
        ledger: openLedger(settings.ledgerDir, runId, target),
        onBrowser: (change) => journal({ type: 'browser', change }),
        onKept: (id, until) => journal({ type: 'kept', browser: { id, until } }),
        limit: settings.browsers,
        readyWithinMs: lagMs,
        cleanUp: { requestsPerMinute: settings.requestsPerMinute },
      });
      return {
        ...contract,
        target,
        settings,
        client: createClient(connection),
        leases,
        limits,
        journal,
        deviations,
        keeps,
        patience: createPatience(),
        unshown,
        addresses: createAddressBook(),
        formOfReads: createFormOfReads(contract),
        ...(lagMs === undefined ? {} : { lagMs }),
      };
    },
  };
}

/** A redactor that knows the keys of a target. */
function redactorFor(target: Target, { headers }: Reach): Redactor {
  const redactor = createRedactor();
  redactor.learn('KERNEL_API_KEY', target.apiKey);
  for (const derived of derivedSecrets(target.apiKey)) redactor.learn('KERNEL_API_KEY', derived);
  if (target.restrictedApiKey !== undefined)
    redactor.learn('KERNEL_RESTRICTED_API_KEY', target.restrictedApiKey);
  // A short value (`staging`) is no secret, and masking it would mask ordinary text as well.
  const values = Object.values(headers).filter(({ length }) => length >= SHORTEST_SECRET);
  for (const value of values) redactor.learn(EXTRA_HEADERS, value);

  return redactor;
}
