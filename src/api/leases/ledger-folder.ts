import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { appendExisting } from './ledger.js';
import type { Line } from './ledger-lines.js';

/** The ledgers in a folder; none if the folder does not exist. */
export function listLedgers(dir: string): string[] {
  try {
    return readdirSync(dir)
      .filter((name) => name.endsWith('.ndjson'))
      .sort()
      .map((name) => path.join(dir, name));
  } catch {
    return [];
  }
}

/** Notes in the ledger of an ended run that a resource is gone. */
export function noteReleased(file: string, entry: number): void {
  const line: Line = { do: 'close', entry };
  try {
    // On a line of its own, even where a kill cut the last one off.
    appendExisting(file, `\n${JSON.stringify(line)}\n`);
  } catch {
    // The next sweep asks the API again, and is told that it is gone.
  }
}

/** Removes a ledger whose leases are all released. */
export function removeLedger(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It holds nothing: the next sweep removes it.
  }
}
