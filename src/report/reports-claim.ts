import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BEAT_MS, lifeOf, thisOwner, type Owner } from '../api/leases/owner.js';
import { isObject, parseJson } from '../model/json.js';
import { makeFolder } from '../settings/make-folder.js';
import { visible } from './visible.js';

/** The file by which a run claims a folder for its reports. */
const CLAIM = '.claimed-by-a-run';

/** Another run writes into the folder: neither its reports nor its claim may be touched. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
}

/**
 * Claims a folder for the reports of this run: two runs at once would overwrite each other's. A run that is gone has no
 * claim, nor has one of another host without a recent sign of life: nothing but reports is at stake.
 * @returns gives the folder back.
 * @throws FolderInUse, or what the file system says.
 */
export function claimReports(dir: string): () => void {
  const file = path.join(dir, CLAIM);
  makeFolder(dir);
  const holder = holderOf(file);
  if (holder !== undefined) throw inUse(dir, holder);
  rmSync(file, { force: true });
  try {
    writeFileSync(file, JSON.stringify(thisOwner()), { flag: 'wx' });
  } catch (error) {
    const winner = holderOf(file); // of two runs that start at the same moment
    throw winner === undefined ? error : inUse(dir, winner);
  }
  const beat = setInterval(() => touch(file), BEAT_MS).unref();
  return () => {
    clearInterval(beat);
    try {
      rmSync(file, { force: true });
    } catch {
      // The folder has become a file meanwhile: writing the reports said so.
    }
  };
}

/** The living owner of a claim. */
function holderOf(file: string): Owner | undefined {
  try {
    const owner = parseJson(readFileSync(file, 'utf8'));
    if (!isOwner(owner)) return undefined;
    return lifeOf(owner, Date.now() - statSync(file).mtimeMs) === 'alive' ? owner : undefined;
  } catch {
    return undefined;
  }
}

function isOwner(value: unknown): value is Owner {
  return (
    isObject(value) &&
    ['host', 'boot', 'namespace', 'process'].every((name) => typeof value[name] === 'string')
  );
}

function inUse(dir: string, { host, process }: Owner): FolderInUse {
  const who = `process ${process.replace(/@.*/, '')} on ${host}`;
  return new FolderInUse(
    visible(`${dir} is in use by another run (${who}): wait for its end, or give this one another folder`) +
      ' (CONTRACT_REPORTS_DIR).',
  );
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // The folder is gone: writing the reports says so.
  }
}
