import { createHash } from 'node:crypto';
import { appendFileSync, closeSync, constants, openSync, statSync, utimesSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { ResourceKind } from '../../model/leak.js';
import { makeFolder } from '../../settings/make-folder.js';
import type { Target } from '../../model/settings.js';
import { note, readLedger, type Line, type Outstanding } from './ledger-lines.js';
import { BEAT_MS, thisOwner } from './owner.js';

/**
 * The file that records every lease of one run until it is released. A line is written before a creation is sent and
 * after its outcome is known, so that the ledger of a killed run lists everything that may still exist. The process
 * that writes it keeps the same in memory: a file that cannot be written any more keeps nothing from being released.
 */
export interface Ledger {
  readonly file: string;
  readonly runId: string;
  /**
   * Notes that a resource is about to be created, and the mark that lists will show it by.
   * @throws Error when the file cannot be written: without a ledger nothing may be created.
   */
  intend(kind: ResourceKind, mark?: string): number;
  /** Notes the id of a resource that now exists. */
  hold(entry: number, id: string): void;
  /** Notes that the resource is gone, or was never created. */
  close(entry: number): void;
  /** Notes that what is held is kept on purpose. @param until ISO 8601 */
  keep(until: string): void;
  /** Is it? */
  isKept(): boolean;
  /** What this process holds. */
  outstanding(): readonly Outstanding[];
  /** Why the file does not list everything that the run held, in a sentence; undefined where it does. */
  trouble(): string | undefined;
}

/** A short fingerprint of base URL and key. */
export function accountOf(target: Target): string {
  return createHash('sha256').update(`${target.baseUrl}\n${target.apiKey}`).digest('hex').slice(0, 8);
}

/**
 * Starts the ledger of a run, or continues one that the parent process started.
 * @throws Error when the file cannot be written, or is another's.
 */
export function openLedger(dir: string, runId: string, target: Target): Ledger {
  const file = path.join(dir, `${runId}.ndjson`);
  const held = new Map<number, Outstanding>();
  let entries = 0;
  let trouble: string | undefined;
  let isTorn = false;
  let isKept = false;
  const fail = (error: unknown): Error => {
    trouble ??= `The ledger ${file} cannot be written, and nothing is created without it: ${messageOf(error)}.`;
    return new Error(trouble);
  };

  const start = (): string => {
    try {
      makeFolder(dir);
      const { header, isEmpty } = readLedger(file);
      if (!isEmpty && header?.runId !== runId) throw new Error('the file is no ledger of this run');
      const { baseUrl, embedded } = target;
      const at = new Date().toISOString();
      const account = accountOf(target);
      const line: Line = {
        do: 'open',
        header: { runId, owner: thisOwner(), baseUrl, embedded, account, at },
      };
      appendFileSync(file, `${JSON.stringify(line)}\n`);
      return identityOf(file);
    } catch (error) {
      throw fail(error);
    }
  };
  const identity = start();
  keepTouching(file, identity);

  const expectOwn = (): void => {
    if (identityOf(file) !== identity) throw new Error('the file was replaced by another one during the run');
  };
  const write = (line: Exclude<Line, { do: 'open' }>): void => {
    if (line.do !== 'intend' && line.do !== 'keep') note(held, line); // what exists is remembered even where it cannot be written
    expectOwn();
    const text = `${isTorn ? '\n' : ''}${JSON.stringify(line)}\n`;
    isTorn = true; // a full disk may take half of a line
    appendExisting(file, text);
    isTorn = false;
    if (line.do === 'intend') note(held, line);
  };
  const tryToWrite = (line: Exclude<Line, { do: 'open' }>): void => {
    try {
      write(line);
    } catch (error) {
      fail(error);
    }
  };
  return {
    file,
    runId,
    intend(kind, mark) {
      entries += 1;
      const at = new Date().toISOString();
      try {
        write({ do: 'intend', entry: entries, kind, ...(mark === undefined ? {} : { mark }), at });
      } catch (error) {
        throw fail(error);
      }
      return entries;
    },
    hold: (entry, id) => tryToWrite({ do: 'hold', entry, id }),
    close: (entry) => tryToWrite({ do: 'close', entry }),
    keep(until) {
      tryToWrite({ do: 'keep', until });
      isKept = trouble === undefined; // nobody leaves alone what no file says to be kept
    },
    isKept: () => isKept,
    outstanding: () => [...held.values()],
    trouble() {
      try {
        expectOwn();
        readLedger(file);
      } catch (error) {
        fail(error);
      }
      return trouble;
    },
  };
}

/** Appends to a file that exists: one that was removed does not come back with half of its lines. */
export function appendExisting(file: string, text: string): void {
  const descriptor = openSync(file, constants.O_WRONLY | constants.O_APPEND);
  try {
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
  } finally {
    closeSync(descriptor);
  }
}

/** The sign of life that other hosts see: the time of the file's last change. */
function keepTouching(file: string, identity: string): void {
  const beat = setInterval(() => {
    try {
      if (identityOf(file) !== identity) throw new Error('not ours any more');
      utimesSync(file, new Date(), new Date());
    } catch {
      clearInterval(beat); // the ledger was removed, as it is when a run has ended
    }
  }, BEAT_MS);
  beat.unref();
}

function identityOf(file: string): string {
  const { dev, ino } = statSync(file);
  return `${dev}:${ino}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
