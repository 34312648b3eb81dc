import { existsSync, rmSync, statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { claimReports, FolderInUse } from './reports-claim.js';
import { visible } from './visible.js';
import { expectWritable, isMounted } from './write-atomically.js';

/** The reports of a run, by their file names. */
export const REPORTS = {
  junit: 'junit.xml',
  json: 'run.json',
  page: 'index.html',
  summary: 'summary.md',
} as const;

/** Where each of them stands. */
export type ReportFiles = Readonly<Record<keyof typeof REPORTS, string>>;

/** The reports in a folder. */
export function filesIn(dir: string): ReportFiles {
  return {
    junit: path.join(dir, REPORTS.junit),
    json: path.join(dir, REPORTS.json),
    page: path.join(dir, REPORTS.page),
    summary: path.join(dir, REPORTS.summary),
  };
}

/** The folder among them that keeps a summary of each run. */
export const HISTORY = 'history';

/** The file among them that outlives a run, too: when which drift was seen. */
export const DIARY = 'drift.json';

/** A folder that is ready for the reports of one run. */
export interface PreparedFolder {
  /** What somebody should know of it, in whole sentences. */
  readonly sentences: readonly string[];
  /** Lets another run write there. */
  release(): void;
}

/**
 * Makes a folder ready for the reports of a run, before anything is spent. What an earlier run left there, perhaps green,
 * goes first: also on a full disk nobody takes it for this run's.
 * @throws Error in a whole sentence where nothing can be written there, or an earlier report cannot be taken away.
 */
export function prepareReports(dir: string): PreparedFolder {
  let claimFailure: unknown;
  let release: () => void = () => undefined;
  try {
    release = claimReports(dir);
  } catch (error) {
    if (error instanceof FolderInUse) throw error;
    claimFailure = error; // on a full disk, earlier reports have to go all the same
  }
  try {
    const sentences = Object.values(REPORTS).flatMap((name) => takeAway(path.join(dir, name)));
    expectWritable(dir);
    if (claimFailure !== undefined) release = claimReports(dir);
    return { sentences, release };
  } catch (error) {
    release();
    throw error;
  }
}

/** What is said where a run cannot begin and there were reports of an earlier one, which nobody would miss otherwise. */
export function replacedReports(dir: string): string {
  return `The reports of the last run in ${visible(dir)} were replaced.`;
}

/** Did an earlier run leave reports in a folder? A mount of its own stays, empty. */
export function holdsReports(dir: string): boolean {
  return Object.values(filesIn(dir)).some((file) => existsSync(file) && statSync(file).size > 0);
}

/** Removes an earlier report, or empties it where it is a mount of its own: such a file can only be written. */
function takeAway(file: string): string[] {
  try {
    rmSync(file, { force: true });
    return [];
  } catch (error) {
    if (isMounted(error)) {
      truncateSync(file);
      return [`${file} is a mount of its own: it is overwritten in place, so a reader may see half of it.`];
    }
    if (isNoFolder(error)) return []; // what is written there next says it better
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The report ${file} of an earlier run cannot be removed: ${why}.`, { cause: error });
  }
}

function isNoFolder(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOTDIR';
}
