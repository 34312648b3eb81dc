import { readFileSync } from 'node:fs';
import { withSection } from '../../src/report/marked-section.js';
import { writeAtomically } from '../../src/report/write-atomically.js';
import type { MutationReport } from './rows.js';
import { mutantTotals } from './totals.js';

const SECTION = 'mutation';

/** @throws Error in a sentence where the file cannot be read or lacks the marks that the totals belong between. */
export function expectMarks(file: string): void {
  withTotals(file, '');
}

/** Writes the totals between the marks of a file. @throws Error as `expectMarks` does; nothing is written then. */
export function writeTotals(file: string, report: MutationReport): void {
  writeAtomically(file, withTotals(file, mutantTotals(report)));
}

function withTotals(file: string, totals: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${file} cannot be read: ${why}.`, { cause: error });
  }
  try {
    return withSection(text, SECTION, totals);
  } catch (error) {
    throw new Error(`${file} gets no totals: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
