import { rmSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { expectWritable, isMounted } from './write-atomically.js';

/** The reports of a run, by their file names. */
export const REPORTS = { junit: 'junit.xml', json: 'run.json', page: 'index.html' } as const;

/**
 * Makes a folder ready for the reports of a run, before anything is spent. What an earlier run left there, perhaps green,
 * goes first: also on a full disk nobody takes it for this run's.
 * @returns what somebody should know of the folder, in whole sentences.
 * @throws Error in a whole sentence where nothing can be written there, or an earlier report cannot be taken away.
 */
export function prepareReports(dir: string): string[] {
  const sentences = Object.values(REPORTS).flatMap((name) => takeAway(path.join(dir, name)));
  expectWritable(dir);
  return sentences;
}

/** Removes an earlier report, or empties it where it is a mount of its own: such a file can only be written. */
function takeAway(file: string): string[] {
  try {
    rmSync(file, { force: true });
    return [];
  } catch (error) {
    if (isMounted(error)) {
      truncateSync(file);
      return [
        `${file} is mounted by itself: it is overwritten in place, and half of it may be there at times.`,
      ];
    }
    if (isNoFolder(error)) return []; // what is written there next says it better
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The report ${file} of an earlier run cannot be removed: ${why}.`, { cause: error });
  }
}

function isNoFolder(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOTDIR';
}
