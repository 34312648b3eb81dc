import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startReferenceServer } from '../src/reference-server/server.js';
import { PLAYED, type ContractRun } from './contract-run.js';
import { cleanEnvironment, timed } from './timed-process.js';

/** One whole replay, as it was measured. */
export interface ReplayRun {
  readonly ms: number;
  /** How many answers have a status that the contract run did not get so often. */
  readonly otherStatuses: number;
}

/**
 * Measures a process that sends the requests of a contract run again, one after another, to a fresh reference server with the
 * same ids: what the same traffic costs without judging, reading the document or reporting.
 * @param folder where the requests may be written, in a folder of its own.
 * @throws Error when the replay fails.
 */
export async function replayRun(
  { requests, figures }: ContractRun,
  folder: string,
  stop: AbortSignal,
): Promise<ReplayRun> {
  const home = mkdtempSync(path.join(folder, 'replay-'));
  const file = path.join(home, 'requests.json');
  writeFileSync(file, JSON.stringify(requests));
  const referenceServer = await startReferenceServer(PLAYED);
  try {
    const args = ['src/cli/launch.cjs', 'bench/replay.ts', referenceServer.url, file];
    const run = await timed(process.execPath, args, cleanEnvironment(home, {}), stop);
    if (run.code !== 0)
      throw new Error(`The replay exited with ${run.code ?? 'a signal'}: ${run.stderr.trim()}`);
    return { ms: run.ms, otherStatuses: countOthers(statusesIn(run.stdout), figures.exchanges) };
  } finally {
    await referenceServer.close();
  }
}

function statusesIn(text: string): number[] {
  const statuses: unknown = JSON.parse(text);
  if (Array.isArray(statuses) && statuses.every((status) => typeof status === 'number')) return statuses;
  throw new Error('The replay did not write a list of statuses.');
}

/** Compares as multisets: side by side, requests are sent in one order and answered in another. */
function countOthers(statuses: readonly number[], recorded: readonly { readonly status: number }[]): number {
  const left = new Map<number, number>();
  for (const { status } of recorded) left.set(status, (left.get(status) ?? 0) + 1);
  let unmatched = 0;
  for (const status of statuses) {
    const count = left.get(status) ?? 0;
    if (count === 0) unmatched += 1;
    else left.set(status, count - 1);
  }
  const missing = [...left.values()].reduce((sum, count) => sum + count, 0);
  return Math.max(unmatched, missing);
}
