import { writeSync } from 'node:fs';
import type { Exchange } from '../../model/exchange.js';
import type { CaseResult, InventoryCase, RunProblem } from '../../model/run-record.js';

/** What happens in a run, in the order in which it happens. Everything that is reported stands in one of these. */
export type JournalEvent =
  | { readonly type: 'inventory'; readonly cases: readonly InventoryCase[] }
  | { readonly type: 'result'; readonly result: CaseResult }
  | { readonly type: 'reproduced'; readonly id: string; readonly times: '2 of 2' | '1 of 2' }
  | { readonly type: 'problem'; readonly problem: RunProblem }
  | { readonly type: 'drift'; readonly what: string; readonly caseId: string }
  | { readonly type: 'lag'; readonly ms: number }
  | { readonly type: 'browser'; readonly change: 'created' | 'released' }
  | { readonly type: 'exchange'; readonly exchange: Exchange }
  | { readonly type: 'end' };

export type Journal = (event: JournalEvent) => void;

/** The pipe to the parent process, beside standard input, output and error. */
export const JOURNAL_FD = 3;

/**
 * A journal that writes to the parent. The write is synchronous: a verdict that was reached is with the parent even
 * if this process is killed, crashes or calls `process.exit` in the next moment.
 */
export function pipeJournal(): Journal {
  let broken = false;
  return (event) => {
    if (broken) return;
    let rest = Buffer.from(`${JSON.stringify(event)}\n`);
    while (rest.length > 0) {
      try {
        rest = rest.subarray(writeSync(JOURNAL_FD, rest));
      } catch (error) {
        if (isBusy(error)) continue;
        broken = true; // the parent is gone; the leases are released all the same
        return;
      }
    }
  };
}

/** Reads journal lines. @returns undefined for a line that was cut off. */
export function parseEvent(line: string): JournalEvent | undefined {
  try {
    const event: unknown = JSON.parse(line);
    return isEvent(event) ? event : undefined;
  } catch {
    return undefined;
  }
}

function isEvent(value: unknown): value is JournalEvent {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}
