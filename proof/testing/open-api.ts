import { startDeviatingServer } from '../deviating-server.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compileContract, type CompiledContract } from '../../src/run/case/compiled-contract.js';
import { openTarget } from '../../src/run/process/open-target.js';
import { startTamperingProxy, type Meddling } from './tampering-proxy.js';
import type { Tools } from '../../src/run/case/tools.js';
import { type ReferenceServer } from '../../src/reference-server/server.js';
import { parseSettings } from '../../src/settings/parse-settings.js';

const DOCUMENT = 'openapi/kernel-patch-browser.openapi.yaml';

/** An API on loopback with tools that are open on it. */
export interface OpenApi {
  readonly referenceServer: ReferenceServer;
  readonly tools: Tools;
  /** Releases what is left and closes it. */
  close(): Promise<void>;
}

let contract: CompiledContract | undefined;

/**
 * Starts a reference server and opens tools on it, through a tampering proxy where one is given.
 * @param settings by name; nothing of the environment reaches it.
 * @param mutant a mutant that the reference server has.
 */
export async function openApi(
  meddling?: Meddling,
  settings: Readonly<Record<string, string>> = {},
  mutant?: string,
): Promise<OpenApi> {
  contract ??= compileContract(DOCUMENT);
  const ledgerDir = mkdtempSync(path.join(tmpdir(), 'open-api-'));
  const referenceServer = await startDeviatingServer({
    document: DOCUMENT,
    ...(mutant === undefined ? {} : { mutant }),
  });
  const tamperingProxy =
    meddling === undefined ? undefined : await startTamperingProxy(referenceServer.url, meddling);
  const target = {
    embedded: true,
    baseUrl: tamperingProxy?.url ?? referenceServer.url,
    apiKey: referenceServer.apiKey,
    restrictedApiKey: referenceServer.restrictedApiKey,
    failingBrowserId: referenceServer.failingBrowserId,
  };
  const given = {
    runId: 'a-test',
    settings: parseSettings({ ...settings, CONTRACT_LEDGER_DIR: ledgerDir }),
    target,
  };
  const tools = openTarget(given, () => undefined).openTools(contract, 150);
  return {
    referenceServer,
    tools,
    async close() {
      await tools.leases.releaseAll();
      await tamperingProxy?.close();
      await referenceServer.close();
      rmSync(ledgerDir, { recursive: true, force: true });
    },
  };
}
