import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type Kernel from '@onkernel/sdk';
import { createClient, userAgent, type CaseClient } from '../../src/api/client.js';
import type { RequestChange } from '../../src/model/events.js';
import type { Exchange } from '../../src/model/exchange.js';
import { createLimits } from '../../src/api/limits.js';
import { createPace } from '../../src/api/pace.js';
import { createRedactor } from '../../src/api/redaction/redact.js';
import { STRAIGHT, type Target } from '../../src/model/settings.js';
import { driftText } from '../../src/report/drift-text.js';
import { createVendorClient } from '../../src/api/vendor-client.js';

/** Keys whose text is different in each encoding. */
export const KEY = 'sk_live/Ab+9"z=Q~7';
export const RESTRICTED_KEY = 'sk_read/Cd+8"y=R~6';
export const CASE_ID = 'profile.name/pattern/ä b';
export const AGENT = userAgent('1.2.3', 'a-run');

/** The two clients of a run against one address, and the exchanges that the vendor's client reported. */
export interface Rig {
  readonly target: Target;
  /** Bound to the case `CASE_ID`. */
  readonly client: CaseClient;
  readonly vendor: Kernel;
  readonly exchanges: readonly Exchange[];
  /** The drift that the vendor's client reported, in words, each after the case that it was seen in. */
  readonly drift: readonly string[];
  /** How many requests the clients say they have sent, and how many were answered with 429. */
  readonly requests: Readonly<Record<RequestChange, number>>;
}

/** @param timeoutMs by default too long to pass in a test. */
export function rig(
  baseUrl: string,
  { apiKey = KEY, timeoutMs = 30_000, limits = createLimits(), reach = STRAIGHT } = {},
): Rig {
  const target = {
    embedded: false,
    baseUrl,
    apiKey,
    restrictedApiKey: RESTRICTED_KEY,
    failingBrowserId: undefined,
  };
  const requests = { sent: 0, throttled: 0 };
  const redactor = createRedactor();
  redactor.learn('KERNEL_API_KEY', apiKey);
  redactor.learn('KERNEL_RESTRICTED_API_KEY', RESTRICTED_KEY);
  const connection = {
    target,
    reach,
    pace: createPace(undefined, 4),
    redactor,
    agent: AGENT,
    timeoutMs,
    limits,
    onRequest: (change: RequestChange) => void (requests[change] += 1),
  };
  const exchanges: Exchange[] = [];
  const drift: string[] = [];
  return {
    target,
    client: createClient(connection).forCase(CASE_ID),
    vendor: createVendorClient(connection, (event) => {
      if (event.type === 'exchange') exchanges.push(event.exchange);
      if (event.type === 'drift') drift.push(`${event.caseId}: ${driftText(event.drift)}`);
    }),
    exchanges,
    drift,
    requests,
  };
}

const folders: string[] = [];

/** A new folder. `afterEach(removeFolders)` removes it. */
export function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'target-test-'));
  folders.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
