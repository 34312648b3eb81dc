import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compileContract, type CompiledContract } from '../compiled-contract.js';
import { openTarget } from '../open-target.js';
import { startMeddler, type Meddling } from './meddler.js';
import type { Tools } from '../tools.js';
import { startStandIn, type StandIn } from '../../stand-in/server.js';
import { parseSettings } from '../../target/settings.js';

export const DOCUMENT = 'openapi/kernel-patch-browser.openapi.yaml';

/** An API on loopback with tools that are open on it. */
export interface OpenApi {
  readonly standIn: StandIn;
  readonly tools: Tools;
  /** Releases what is left and closes it. */
  close(): Promise<void>;
}

let contract: CompiledContract | undefined;

/**
 * Starts a stand-in and opens tools on it, through a meddler where one is given.
 * @param settings by name; nothing of the environment reaches it.
 * @param fault a fault that the stand-in has.
 */
export async function openApi(
  meddling?: Meddling,
  settings: Readonly<Record<string, string>> = {},
  fault?: string,
): Promise<OpenApi> {
  contract ??= compileContract(DOCUMENT);
  const ledgerDir = mkdtempSync(path.join(tmpdir(), 'open-api-'));
  const standIn = await startStandIn({ document: DOCUMENT, ...(fault === undefined ? {} : { fault }) });
  const meddler = meddling === undefined ? undefined : await startMeddler(standIn.url, meddling);
  const target = {
    embedded: true,
    baseUrl: meddler?.url ?? standIn.url,
    apiKey: standIn.apiKey,
    restrictedApiKey: standIn.restrictedApiKey,
    failingBrowserId: standIn.failingBrowserId,
  };
  const given = {
    runId: 'a-test',
    settings: parseSettings({ ...settings, CONTRACT_LEDGER_DIR: ledgerDir }),
    target,
  };
  const tools = openTarget(given, () => undefined).openTools(contract, 150);
  return {
    standIn,
    tools,
    async close() {
      await tools.leases.releaseAll();
      await meddler?.close();
      await standIn.close();
      rmSync(ledgerDir, { recursive: true, force: true });
    },
  };
}
