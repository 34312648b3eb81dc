import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { environmentWithDocument } from '../../src/settings/environment.js';
import { dealtBack, type Share } from './pick.js';
import type { WorkerMessage, WorkerTask } from './mutation-worker.js';
import type { MutationReport } from './rows.js';
import type { MutationOptions, Progress } from './run-mutation.js';

/** A worker loads the specs and the document for itself; beyond this many, that costs more than it brings. */
const MOST_WORKERS = 4;

/**
 * Runs the report of the reference server, shared out over the processors: a play is work for one of them, not waiting.
 * @param document path of the contract document.
 * @param stop ends it at once.
 * @returns undefined where it was ended.
 * @throws whatever a share throws, once every share has come to its end.
 */
export async function shareMutation(
  document: string,
  options: Omit<MutationOptions, 'share' | 'ledgerDir'>,
  onProgress: (progress: Progress) => void,
  stop: AbortSignal,
): Promise<MutationReport | undefined> {
  const count = Math.min(availableParallelism(), options.concurrency, MOST_WORKERS);
  const shares = Array.from({ length: count }, (_, index) => ({ index, of: count }));
  const started = performance.now();
  const heard = new Map<number, Progress>();
  const ledgerDir = mkdtempSync(path.join(tmpdir(), 'mutation-'));
  const settled = await Promise.allSettled(
    shares.map((share) =>
      playShare(
        {
          document,
          options: { ...options, concurrency: partOf(options.concurrency, share), ledgerDir, share },
        },
        stop,
        (progress) => {
          heard.set(share.index, progress);
          if (heard.size === count && !stop.aborted) onProgress(sumOf([...heard.values()]));
        },
      ),
    ),
  );
  rmSync(ledgerDir, { recursive: true, force: true });
  if (stop.aborted) return undefined;
  const reports = settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
  const [first] = reports;
  if (first === undefined) throw new Error('The report was shared out to nobody.');
  return {
    ...first,
    ms: Math.round(performance.now() - started),
    mutants: dealtBack(reports.map(({ mutants }) => mutants)),
    variations: dealtBack(reports.map(({ variations }) => variations)),
    checks: dealtBack(reports.map(({ checks }) => checks)),
    ...(options.explore ? { explored: dealtBack(reports.map(({ explored }) => explored ?? [])) } : {}),
  };
}

/** Its part of a number that is dealt out like the plays are. */
function partOf(number: number, { index, of }: Share): number {
  return Math.floor(number / of) + (index < number % of ? 1 : 0);
}

function playShare(
  task: WorkerTask,
  stop: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<MutationReport> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(path.join(__dirname, 'mutation-worker.ts'), {
      workerData: task,
      env: environmentWithDocument(task.document),
      execArgv: ['--require', require.resolve('../../src/cli/load-typescript.cjs')],
    });
    stop.addEventListener('abort', () => {
      worker.terminate().catch(reject);
    });
    worker.on('message', (message: WorkerMessage) => {
      if ('progress' in message) onProgress(message.progress);
      else resolve(message.report);
    });
    worker.once('error', reject);
    worker.once('exit', (code) =>
      reject(new Error(`A share of the report ended with code ${code} too early.`)),
    );
  });
}

function sumOf(shares: readonly Progress[]): Progress {
  const sum = (of: (share: Progress) => number): number =>
    shares.reduce((total, share) => total + of(share), 0);
  return {
    done: sum(({ done }) => done),
    total: sum(({ total }) => total),
    survivors: sum(({ survivors }) => survivors),
    falseAlarms: sum(({ falseAlarms }) => falseAlarms),
  };
}
