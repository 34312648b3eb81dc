import { createHash } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { processMark } from './process-mark.js';
import { makeFolder } from '../../settings/make-folder.js';
import type { Target } from '../../model/settings.js';

export type ResourceKind = 'browser' | 'profile' | 'proxy';

/** Something that may still exist: with its id, or without one while the outcome of its creation is unknown. */
export interface Outstanding {
  readonly entry: number;
  readonly kind: ResourceKind;
  readonly id: string | undefined;
  /** The name that it was to have, if any, by which it can be found. */
  readonly name?: string;
  /** When its creation was sent, ISO 8601. */
  readonly at?: string;
}

/** The first line of a ledger: whose leases these are. */
export interface LedgerHeader {
  readonly runId: string;
  /** The process that holds the leases, as `processMark` names it. */
  readonly process: string | undefined;
  readonly baseUrl: string;
  readonly embedded: boolean;
  /** Distinguishes accounts: a 404 under one account's key must not count as the release of another's browser. */
  readonly account: string;
  readonly at: string;
}

type Line =
  | { readonly do: 'open'; readonly header: LedgerHeader }
  | {
      readonly do: 'intend';
      readonly entry: number;
      readonly kind: ResourceKind;
      readonly name?: string;
      readonly at?: string;
    }
  | { readonly do: 'hold'; readonly entry: number; readonly id: string }
  | { readonly do: 'close'; readonly entry: number };

/**
 * The file that records every lease of one run until it is released. A line is written before a creation is sent and
 * after its outcome is known, so that the ledger of a killed run lists everything that may still exist.
 */
export interface Ledger {
  readonly file: string;
  /** Notes that a resource is about to be created, and the name that it will have, if any. */
  intend(kind: ResourceKind, name?: string): number;
  /** Notes the id of a resource that now exists. */
  hold(entry: number, id: string): void;
  /** Notes that the resource is gone, or was never created. */
  close(entry: number): void;
}

/** A short fingerprint of base URL and key. */
export function accountOf(target: Target): string {
  return createHash('sha256').update(`${target.baseUrl}\n${target.apiKey}`).digest('hex').slice(0, 8);
}

/**
 * Starts the ledger of a run, or continues one that the parent process started.
 * @throws Error when the file cannot be written: without a ledger nothing may be created.
 */
export function openLedger(dir: string, runId: string, target: Target): Ledger {
  const file = path.join(dir, `${runId}.ndjson`);
  let entries = 0;
  const write = (line: Line): void => {
    try {
      makeFolder(dir);
      appendFileSync(file, `${JSON.stringify(line)}\n`);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`The ledger ${file} cannot be written, and nothing is created without it: ${why}.`);
    }
  };
  write({
    do: 'open',
    header: {
      runId,
      process: processMark(process.pid),
      baseUrl: target.baseUrl,
      embedded: target.embedded,
      account: accountOf(target),
      at: new Date().toISOString(),
    },
  });
  return {
    file,
    intend(kind, name) {
      entries += 1;
      const at = new Date().toISOString();
      write({ do: 'intend', entry: entries, kind, ...(name === undefined ? {} : { name }), at });
      return entries;
    },
    hold: (entry, id) => write({ do: 'hold', entry, id }),
    close: (entry) => write({ do: 'close', entry }),
  };
}

/**
 * Reads what a ledger still holds. A last line that was cut off by a kill is skipped. A missing file holds nothing:
 * its run, or another sweep, has ended meanwhile.
 */
export function readLedger(file: string): { header: LedgerHeader | undefined; outstanding: Outstanding[] } {
  let header: LedgerHeader | undefined;
  const outstanding = new Map<number, Outstanding>();
  for (const text of textOf(file).split('\n')) {
    const line = parseLine(text);
    if (line === undefined) continue;
    if (line.do === 'open') header = line.header;
    else if (line.do === 'intend') {
      const { entry, kind, name, at } = line;
      const named = name === undefined ? {} : { name };
      outstanding.set(entry, { entry, kind, id: undefined, ...named, ...(at === undefined ? {} : { at }) });
    } else if (line.do === 'close') outstanding.delete(line.entry);
    else {
      const known = outstanding.get(line.entry);
      if (known !== undefined) outstanding.set(line.entry, { ...known, id: line.id });
    }
  }
  return { header, outstanding: [...outstanding.values()] };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

/** The ledgers in a folder; none if the folder does not exist. */
export function listLedgers(dir: string): string[] {
  try {
    return readdirSync(dir)
      .filter((name) => name.endsWith('.ndjson'))
      .map((name) => path.join(dir, name));
  } catch {
    return [];
  }
}

/** Notes in the ledger of an ended run that a resource is gone. */
export function noteReleased(file: string, entry: number): void {
  const line: Line = { do: 'close', entry };
  // On a line of its own, even where a kill cut the last one off.
  appendFileSync(file, `\n${JSON.stringify(line)}\n`);
}

/** Removes a ledger whose leases are all released. */
export function removeLedger(file: string): void {
  rmSync(file, { force: true });
}

function parseLine(text: string): Line | undefined {
  try {
    const line: unknown = JSON.parse(text);
    return isLine(line) ? line : undefined;
  } catch {
    return undefined;
  }
}

function isLine(value: unknown): value is Line {
  if (typeof value !== 'object' || value === null || !('do' in value)) return false;
  if (value.do === 'open') return 'header' in value && typeof value.header === 'object';
  if (!('entry' in value) || typeof value.entry !== 'number') return false;
  if (value.do === 'hold') return 'id' in value && typeof value.id === 'string';
  return value.do === 'close' || (value.do === 'intend' && 'kind' in value);
}
