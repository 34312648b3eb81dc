import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../settings/make-folder.js';

/**
 * Writes a report so that a reader finds either the one before or the whole new one, never a half.
 * Makes the folder where it is missing. Synchronous, because the last report of a run is written while it dies.
 * @throws Error in a whole sentence when it cannot; the report before it then remains, and no temporary file is left.
 */
export function writeAtomically(file: string, text: string): void {
  // In the same folder: a rename is atomic only within one file system.
  const unfinished = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    makeFolder(dirname(file));
    writeFileSync(unfinished, text, { flag: 'wx' });
    replace(file, unfinished, text);
  } catch (error) {
    removeQuietly(unfinished);
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The report ${file} could not be written: ${why}.`, { cause: error });
  }
}

function replace(file: string, unfinished: string, text: string): void {
  try {
    renameSync(unfinished, file);
  } catch (error) {
    if (!isMounted(error)) throw error;
    writeFileSync(file, text);
    rmSync(unfinished);
  }
}

/** A file that is mounted by itself, as Docker does it, can be written, but neither removed nor replaced. */
export function isMounted(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EBUSY';
}

/** The first failure is the one to report: a second one while tidying up must not hide it. */
function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // If the folder is a file, there is nothing to remove.
  }
}

/** Less than any report: a full disk still takes an empty file. */
const ROOM = 'room for a report\n'.repeat(512);

/**
 * Makes a folder ready for reports, before anything is spent.
 * @throws Error in a whole sentence where nothing can be written there.
 */
export function expectWritable(dir: string): void {
  const probe = join(dir, `.${randomBytes(6).toString('hex')}.tmp`);
  try {
    makeFolder(dir);
    writeFileSync(probe, ROOM);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`No report can be written to ${dir}: ${why}.`, { cause: error });
  } finally {
    removeQuietly(probe);
  }
}
