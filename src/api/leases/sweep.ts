import type Kernel from '@onkernel/sdk';
import type { Leak } from '../../model/leak.js';
import type { CleanUpLimits } from './clean-up-time.js';
import { noteReleased, removeLedger } from './ledger-folder.js';
import type { Ledger } from './ledger.js';
import { readLedger } from './ledger-lines.js';
import type { Released } from './release.js';
import type { ToRelease } from './release-of-kind.js';
import type { PlannedLedger } from './sweep-plan.js';

/** Opens the vendor's client. It takes long to load, and most runs leave nothing to release. */
export type OpenKernel = () => Promise<Kernel>;

/**
 * Carries out the plan of a sweep: releases what killed runs left behind, and removes ledgers that hold nothing.
 * @param kernel undefined where the plan was made for the embedded reference server.
 */
export async function sweep(
  kernel: OpenKernel | undefined,
  plan: readonly PlannedLedger[],
  limits: CleanUpLimits = {},
): Promise<Released> {
  let browsers = 0;
  const leaks: Leak[] = [];
  for (const { file, runId, fate, outstanding } of plan) {
    if (fate === 'remove') removeLedger(file);
    if (fate !== 'release' || kernel === undefined) continue;
    const close = (entry: number): void => noteReleased(file, entry);
    const released = await release(kernel, { runId, outstanding, close, limits });
    browsers += released.browsers;
    leaks.push(...released.leaks);
    if (released.leaks.length === 0) removeLedger(file);
  }
  return { browsers, leaks };
}

/**
 * Releases what the ledger of a run still lists at its end, and removes it where nothing is left.
 * @param known what the process that held the leases could not release, where the ledger does not list it.
 */
export async function releaseRun(
  kernel: OpenKernel,
  ledger: Pick<Ledger, 'file' | 'runId' | 'trouble'>,
  known: readonly Leak[],
  limits: CleanUpLimits = {},
): Promise<Released> {
  const { file, runId } = ledger;
  if (ledger.trouble() !== undefined) {
    // Whoever wrote it has released from memory what it could; what carries the run's marks may be left over.
    const left = known.filter(({ id }) => id !== undefined).map(({ kind, id }) => ({ kind, id }));
    const { marksOf } = await import('./listed.js');
    const marked = marksOf(runId).map((mark) => ({ ...mark, id: undefined }));
    const outstanding = [...left, ...marked].map((what, entry) => ({ ...what, entry }));
    return release(kernel, { runId, outstanding, close: () => undefined, limits });
  }
  const close = (entry: number): void => noteReleased(file, entry);
  const { outstanding, keptUntil } = readLedger(file);
  if (keptUntil !== undefined) return { browsers: 0, leaks: [] };
  const released = await release(kernel, { runId, outstanding, close, limits });
  if (released.leaks.length === 0) removeLedger(file);
  return released;
}

async function release(kernel: OpenKernel, what: Omit<ToRelease, 'kernel'>): Promise<Released> {
  if (what.outstanding.length === 0) return { browsers: 0, leaks: [] };
  const { releaseOutstanding } = await import('./release.js');
  const { browsers, leaks } = await releaseOutstanding({ ...what, kernel: await kernel() });
  return { browsers, leaks };
}
