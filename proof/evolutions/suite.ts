import { loadDocument } from '../../src/contract/load-document.js';
import type { ExitCode } from '../../src/model/run-record.js';
import { startReferenceServer } from '../../src/reference-server/server.js';
import { collectCases, collectCasesBy } from '../../src/run/process/collect-cases.js';
import { runInProcess, type InProcess } from '../testing/run-in-process.js';
import type { Evolution } from './evolution.js';

/** How a run of the contract ended. */
interface Verdict {
  readonly code: ExitCode;
  readonly output: string;
}

export interface SuiteVerdicts {
  readonly conforming: Verdict;
  /** By the name of the breaker. */
  readonly broken: ReadonlyMap<string, Verdict>;
}

/** Cases that every evolution runs, new ones or not. */
const ALWAYS = /^(?:viewport\.width|viewport\/extreme|disable_default_proxy|proxy_id)\//;

/**
 * Runs the contract by an evolved document: once on the conforming server, once on each that breaks it. Of the cases that
 * the pinned document has too, only a few are run.
 * @param file where the document is.
 */
export async function suiteVerdicts({ breakers }: Evolution, file: string): Promise<SuiteVerdicts> {
  const before = new Set(collectCases().map(({ id }) => id));
  const cases = collectCasesBy(loadDocument(file));
  const ids = new Set(cases.map(({ id }) => id).filter((id) => ALWAYS.test(id) || !before.has(id)));
  const what = { cases, ids };
  const conforming = await verdict({ CONTRACT_DOCUMENT: file }, what);
  const broken = new Map<string, Verdict>();
  for (const { name, how } of breakers) {
    const deviations = [{ how, reach: 'PATCH of a session' }] as const;
    const server = await startReferenceServer({ document: file, deviations });
    const env = {
      CONTRACT_DOCUMENT: file,
      KERNEL_BASE_URL: server.url,
      KERNEL_API_KEY: server.apiKey,
      KERNEL_RESTRICTED_API_KEY: server.restrictedApiKey,
      KERNEL_FAILING_BROWSER_ID: server.failingBrowserId,
    };
    broken.set(name, await verdict(env, { ...what, bails: true }));
    await server.close();
  }
  return { conforming, broken };
}

async function verdict(
  env: Readonly<Record<string, string>>,
  what: Omit<InProcess, 'env'>,
): Promise<Verdict> {
  const run = await runInProcess({ env, ...what });
  run.discard();
  return { code: run.code, output: run.output };
}
