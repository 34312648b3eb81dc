import { writeSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import type { Journal, RunEvent } from '../../model/events.js';

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
    let rest = Buffer.from(eventLine(event));
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

/**
 * An event as a line of text. Not JSON: a finding is about an exchange of its result, and stays so when it is read
 * back; an absent value and a number too large to hold survive as well.
 */
export function eventLine(event: RunEvent): string {
  return `${serialize(event).toString('base64')}\n`;
}

/** Reads a line of the journal. @returns undefined for a line that was cut off. */
export function parseEvent(line: string): RunEvent | undefined {
  try {
    const event: unknown = deserialize(Buffer.from(line, 'base64'));
    return isEvent(event) ? event : undefined;
  } catch {
    return undefined;
  }
}

function isEvent(value: unknown): value is RunEvent {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}
