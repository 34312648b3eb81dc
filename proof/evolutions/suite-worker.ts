import { parentPort, workerData } from 'node:worker_threads';
import { collectCases } from '../../src/run/process/collect-cases.js';
import { startReferenceServer } from '../../src/reference-server/server.js';
import { runInProcess, type InProcess } from '../testing/run-in-process.js';
import type { SuiteTask, SuiteVerdicts, Verdict } from './suite.js';
import { EVOLUTIONS } from './table.js';

/** Cases that every evolution runs, new ones or not. */
const ALWAYS = /^(?:viewport\.width|viewport\/extreme|disable_default_proxy|proxy_id)\//;

/** Runs the contract by an evolved document, against the conforming server and against those that break it. */
async function work(task: unknown): Promise<SuiteVerdicts> {
  if (!isTask(task)) throw new Error('This file is started by suite.ts, not by hand.');
  const evolution = EVOLUTIONS.find(({ name }) => name === task.name);
  if (evolution === undefined) throw new Error(`There is no evolution ${task.name}.`);
  const cases = casesFor(task);
  const conforming = await verdict({ CONTRACT_DOCUMENT: task.file }, cases);
  const broken: Verdict[] = [];
  for (const { name, how } of evolution.breakers) {
    const deviation = { how, reach: 'PATCH of a session' } as const;
    const server = await startReferenceServer({ document: task.file, deviation });
    const env = {
      CONTRACT_DOCUMENT: task.file,
      KERNEL_BASE_URL: server.url,
      KERNEL_API_KEY: server.apiKey,
      KERNEL_RESTRICTED_API_KEY: server.restrictedApiKey,
      KERNEL_FAILING_BROWSER_ID: server.failingBrowserId,
    };
    broken.push({ ...(await verdict(env, { ...cases, bails: true })), by: name });
    await server.close();
  }
  return { conforming, broken };
}

function casesFor({ known }: SuiteTask): Pick<InProcess, 'ids'> {
  if (known === undefined) return {};
  const before = new Set(known);
  const ids = collectCases().map(({ id }) => id);
  return { ids: new Set(ids.filter((id) => ALWAYS.test(id) || !before.has(id))) };
}

async function verdict(
  env: Readonly<Record<string, string>>,
  what: Omit<InProcess, 'env'>,
): Promise<Verdict> {
  const run = await runInProcess({ env, ...what });
  run.discard();
  return { by: 'the reference server', code: run.code, output: run.output };
}

function isTask(task: unknown): task is SuiteTask {
  return typeof task === 'object' && task !== null && 'name' in task && 'file' in task;
}

work(workerData).then(
  (verdicts) => parentPort?.postMessage(verdicts),
  (error: unknown) => {
    // Thrown outside of every promise, it reaches the parent as the error of this worker.
    setImmediate(() => {
      throw error;
    });
  },
);
