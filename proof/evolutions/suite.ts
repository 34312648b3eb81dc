import path from 'node:path';
import { loadDocument } from '../../src/contract/load-document.js';
import type { ExitCode } from '../../src/model/run-record.js';
import { startReferenceServer } from '../../src/reference-server/server.js';
import { compileContract } from '../../src/run/case/compiled-contract.js';
import { collectCases, collectCasesBy } from '../../src/run/process/collect-cases.js';
import { runInProcess } from '../testing/run-in-process.js';
import { play, settingsFor } from '../mutation/play.js';
import type { Evolution } from './evolution.js';

/** How a run of the contract by an evolved document ended, and on which of its breakers no case saw a breach. */
export interface SuiteVerdicts {
  readonly conforming: { readonly code: ExitCode; readonly output: string };
  readonly unseen: readonly string[];
}

/** Cases that every evolution runs, new ones or not. */
const ALWAYS = /^(?:viewport\.width|viewport\/extreme|disable_default_proxy|proxy_id)\//;
/** How long a read that disagrees is read again: these servers change at once. */
const LAG_MS = 120;

/**
 * Runs the contract by an evolved document: once as a whole on the conforming server, and its cases on each that breaks it
 * until one sees a breach. Of the cases that the pinned document has too, only a few are run.
 * @param file where the document is.
 */
export async function suiteVerdicts({ breakers }: Evolution, file: string): Promise<SuiteVerdicts> {
  const before = new Set(collectCases().map(({ id }) => id));
  const cases = collectCasesBy(loadDocument(file));
  const fresh = cases.filter(({ id }) => !before.has(id));
  const further = cases.filter((one) => ALWAYS.test(one.id) && !fresh.includes(one));
  const ids = new Set([...fresh, ...further].map(({ id }) => id));
  const run = await runInProcess({ env: { CONTRACT_DOCUMENT: file }, cases, ids });
  try {
    const contract = compileContract(file);
    const settings = settingsFor(contract, path.join(run.dir, 'ledger'));
    const unseen: string[] = [];
    for (const { name, how } of breakers) {
      const deviations = [{ how, reach: 'PATCH of a session' }] as const;
      const { results } = await play({
        name: 'breaker',
        api: await startReferenceServer({ document: file, deviations }),
        contract,
        settings,
        waves: [fresh, further], // most break what is new, and so a new case
        stopAtBreach: true,
        lagMs: LAG_MS,
      });
      if (!results.some(({ verdict }) => verdict === 'breach')) unseen.push(name);
    }
    return { conforming: { code: run.code, output: run.output }, unseen };
  } finally {
    run.discard();
  }
}
