import { parentPort, workerData } from 'node:worker_threads';
import { runMatrix, type MatrixOptions, type Progress } from './run-mutation.js';
import type { Matrix } from './rows.js';
import { referenceServerBench } from './reference-server-bench.js';

/** What a worker is given. */
export interface WorkerTask {
  readonly document: string;
  readonly options: MatrixOptions;
}

/** What a worker tells; it ends with the matrix of its share, or by an error. */
export type WorkerMessage = { readonly progress: Progress } | { readonly matrix: Matrix };

async function work(task: unknown, tell: (message: WorkerMessage) => void): Promise<void> {
  if (!isTask(task)) throw new Error('This file is started by share-matrix.ts, not by hand.');
  const matrix = await runMatrix(referenceServerBench(task.document), task.options, (progress) =>
    tell({ progress }),
  );
  tell({ matrix });
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
