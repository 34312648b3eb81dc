import { randomBytes } from 'node:crypto';
import type { ContractDocument } from '../../src/contract/document.js';
import { keyHeaderOf } from '../../src/contract/security.js';
import type { CheckName } from '../../src/model/finding.js';
import type { CompiledContract } from '../../src/run/case/compiled-contract.js';
import type { ContractCase } from '../../src/model/case.js';
import { startWorkers } from '../../src/run/schedule/workers.js';
import { openTarget } from '../../src/run/process/open-target.js';
import type { CaseResult } from '../../src/model/run-record.js';
import { parseSettings } from '../../src/settings/parse-settings.js';
import type { Settings, Target } from '../../src/model/settings.js';
import type { PlayedApi } from './bench.js';

/** Workers over one API. */
const WORKERS = 4;
/** A reference server answers at once: one that has not answered by then never will. */
const TIMEOUT_MS = 15_000;

/** One play: the cases against one API. */
export interface Play {
  /** What is played; with a suffix of its own it names the ledger and the resources. */
  readonly name: string;
  readonly api: PlayedApi;
  readonly contract: CompiledContract;
  readonly settings: Settings;
  /** Cases in the order of hope: a wave starts when the one before has ended without a breach. */
  readonly waves: readonly (readonly ContractCase[])[];
  readonly stopAtBreach: boolean;
  /** How long a read-back that disagrees is read again. */
  readonly lagMs: number;
  /** A check whose findings do not count. */
  readonly switchedOff?: CheckName;
}

/** What came of a play. */
export interface Played {
  /** In the order in which they were reached. */
  readonly results: readonly CaseResult[];
  /** Requests sent until the first breach was known; all requests where there was none. */
  readonly requests: number;
}

/** Plays cases against an API, releases what it leased and closes the API, whatever happens. */
export async function play({
  name,
  api,
  contract,
  settings,
  waves,
  stopAtBreach,
  lagMs,
  switchedOff,
}: Play): Promise<Played> {
  const results: CaseResult[] = [];
  let sent = 0;
  let sentToBreach: number | undefined;
  let stop: (() => void) | undefined;
  const runId = uniqueRunId(name);
  const { openTools } = openTarget({ runId, settings, target: targetOf(api, contract.document) }, (event) => {
    if (event.type === 'request' && event.change === 'sent') sent += 1;
    if (event.type !== 'result') return;
    results.push(event.result);
    if (event.result.verdict !== 'breach') return;
    sentToBreach ??= sent;
    if (stopAtBreach) stop?.();
  });
  try {
    const off = switchedOff === undefined ? {} : { switchedOff };
    const tools = { ...openTools(contract, lagMs), ...off };
    for (const wave of waves) {
      if (stopAtBreach && sentToBreach !== undefined) break;
      const workers = startWorkers(wave, settings.browsers, tools);
      stop = () => workers.stop('a breach was found');
      await workers.finished;
      tools.unshown.settle(tools.journal);
    }
    const requests = sentToBreach ?? sent; // the release is nobody's evidence
    await tools.leases.releaseAll();
    return { results, requests };
  } finally {
    await api.close();
  }
}

/** Plays may share a folder of ledgers, and be repeated in it. */
export function uniqueRunId(name: string): string {
  return `${name}-${randomBytes(4).toString('hex')}`;
}

/** The target that stands for a played API, by its document. */
export function targetOf(
  { url, apiKey, restrictedApiKey, failingBrowserId }: PlayedApi,
  document: ContractDocument,
): Target {
  const keyHeader = keyHeaderOf(document);
  const target = { embedded: true, baseUrl: url, apiKey, restrictedApiKey, failingBrowserId };
  return keyHeader === undefined ? target : { ...target, keyHeader };
}

/** Settings of the mutation run's own: nothing of the operator's but the document reaches a played API. */
export function settingsFor({ document }: CompiledContract, ledgerDir: string): Settings {
  return {
    ...parseSettings({}),
    document: document.file,
    ledgerDir,
    browsers: WORKERS,
    timeoutMs: TIMEOUT_MS,
  };
}
