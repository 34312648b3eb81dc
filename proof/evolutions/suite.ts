import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ExitCode } from '../../src/model/run-record.js';
import { environmentWithDocument } from '../../src/settings/environment.js';

/** What a thread is given that runs the contract by another document. */
export interface SuiteTask {
  /** The evolution's. */
  readonly name: string;
  /** Where its document is. */
  readonly file: string;
  /** The ids of the cases of the pinned document: only others are run, and a few of these. Left out: all are. */
  readonly known?: readonly string[];
}

/** How a run of the contract ended. */
export interface Verdict {
  /** The server that was checked. */
  readonly by: string;
  readonly code: ExitCode;
  readonly output: string;
}

export interface SuiteVerdicts {
  readonly conforming: Verdict;
  readonly broken: readonly Verdict[];
}

/**
 * Runs the contract by an evolved document: once on the conforming server, once on each that breaks it. In a thread of
 * its own, because a process has one document.
 */
export function suiteVerdicts(task: SuiteTask): Promise<SuiteVerdicts> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(path.join(__dirname, 'suite-worker.ts'), {
      workerData: task,
      env: environmentWithDocument(task.file),
      execArgv: ['--require', path.join(__dirname, '../../src/cli/load-typescript.cjs')],
    });
    worker.on('message', (verdicts: SuiteVerdicts) => resolve(verdicts));
    worker.once('error', reject);
    worker.once('exit', (code) =>
      reject(new Error(`The run of ${task.name} ended with code ${code} too early.`)),
    );
  });
}
