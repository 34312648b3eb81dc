import type { RunRecord } from '../../model/run-record.js';
import { exitCode } from '../../model/exit-code.js';
import { jobSummary } from '../../report/job-summary.js';
import { junitXml } from '../../report/junit.js';
import { runPage, type PageContext } from '../../report/page/page.js';
import { filesIn, type ReportFiles } from '../../report/reports-folder.js';
import { runJson, runReport } from '../../report/run-json.js';
import { sinceGreen } from '../../report/since-green.js';
import { summaryOf } from '../../report/summary.js';
import { writeAtomically } from '../../report/write-atomically.js';

/** The JUnit file is rewritten at most this often. */
const WRITE_EVERY_MS = 250;

/** The reports of a run: the JUnit file while it goes on, all of them at its end. */
export interface Reports {
  /** Where they stand, as a person would open them. */
  readonly files: ReportFiles;
  /** Writes the JUnit file at once. */
  writeJunit(): void;
  /** Writes it soon: many events come together. */
  writeJunitSoon(): void;
  /** Writes all of them for the last time. @returns the summary in Markdown. */
  writeAll(): string;
}

/** What the reports of a run are made from, besides its record. */
interface ReportContext extends Omit<PageContext, 'drift'> {
  /** What the drift diary says of the run, in a few lines. */
  readonly driftOf: (run: RunRecord) => readonly string[];
}

/**
 * @param record what is known of the run at that moment.
 * @param onTrouble takes a whole sentence, once, where a report cannot be written.
 */
export function createReports(
  dir: string,
  context: ReportContext,
  record: () => RunRecord,
  onTrouble: (sentence: string) => void,
): Reports {
  const files = filesIn(dir);
  let timer: NodeJS.Timeout | undefined;
  let unwritable = false;
  let summary = '';
  const written = (file: string, text: string): boolean => {
    try {
      writeAtomically(file, text);
      return true;
    } catch (error) {
      if (!unwritable) onTrouble(error instanceof Error ? error.message : String(error));
      unwritable = true;
      return false;
    }
  };
  const writeJunit = (): boolean => {
    clearTimeout(timer);
    timer = undefined;
    return written(files.junit, junitXml(record()));
  };
  const writeJson = (): boolean => written(files.json, runJson(record(), exitCode(record())));
  const writePage = (): boolean => {
    const run = record();
    return written(files.page, runPage(run, exitCode(run), { ...context, drift: context.driftOf(run) }));
  };
  const writeSummary = (): boolean => {
    const run = record();
    const code = exitCode(run);
    const since = sinceGreen(
      context.earlier ?? [],
      summaryOf(runReport(run, code)),
      new Date().toISOString(),
    );
    summary = jobSummary(run, code, since, context.driftOf(run));
    return written(files.summary, summary);
  };
  return {
    files,
    writeJunit,
    writeJunitSoon: () => void (timer ??= setTimeout(writeJunit, WRITE_EVERY_MS)),
    writeAll() {
      // Each says how the run ended, that another one could not be written included.
      const tried = [writeJson, writeJunit, writePage, writeSummary].map((write) => ({
        write,
        isDone: write(),
      }));
      if (tried.some(({ isDone }) => !isDone)) for (const { write, isDone } of tried) if (isDone) write();
      return summary;
    },
  };
}
