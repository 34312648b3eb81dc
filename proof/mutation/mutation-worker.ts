import { parentPort, workerData } from 'node:worker_threads';
import { runMutation, type MutationOptions, type Progress } from './run-mutation.js';
import type { MutationReport } from './rows.js';
import { referenceServerBench } from './reference-server-bench.js';

/** What a worker is given. */
export interface WorkerTask {
  readonly document: string;
  readonly options: MutationOptions;
}

/** What a worker sends; it ends with the report of its share, or by an error. */
export type WorkerMessage = { readonly progress: Progress } | { readonly report: MutationReport };

async function work(task: unknown, send: (message: WorkerMessage) => void): Promise<void> {
  if (!isTask(task)) throw new Error('This file is started by share-mutation.ts, not by hand.');
  const report = await runMutation(referenceServerBench(task.document), task.options, (progress) =>
    send({ progress }),
  );
  send({ report });
}

function isTask(task: unknown): task is WorkerTask {
  return typeof task === 'object' && task !== null && 'document' in task && 'options' in task;
}

work(workerData, (message) => parentPort?.postMessage(message)).catch((error: unknown) => {
  // Thrown outside of every promise, it reaches the parent as the error of this worker.
  setImmediate(() => {
    throw error;
  });
});
