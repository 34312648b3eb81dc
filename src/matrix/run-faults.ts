import path from 'node:path';
import { README_FILE } from '../catalogue/written-cases.js';
import type { ExitCode } from '../report/record.js';
import { writeAtomically } from '../report/write-atomically.js';
import { compileContract } from '../run/compiled-contract.js';
import { stopOnSignals } from '../run/stop-on-signals.js';
import { FAULTS } from '../stand-in/faults/table.js';
import { VARIANTS } from '../stand-in/variants/table.js';
import { currentSettings, type Settings } from '../target/settings.js';
import { consoleReport } from './console-report.js';
import { matrixJson } from './matrix-json.js';
import { matrixMarkdown } from './matrix-markdown.js';
import { matrixPage } from './matrix-page.js';
import { parseOptions, USAGE, type FaultsCommand } from './options.js';
import { showProgress, type Screen } from './progress.js';
import { expectMarks, writeTotals } from './readme-totals.js';
import type { Matrix } from './rows.js';
import { shareMatrix } from './share-matrix.js';
import { matrixExitCode } from './totals.js';

/**
 * Makes the matrix: from the command line to the exit code, with the reports written in between.
 * @param args command line after the command's name.
 * @returns 0, 1 or 3 as `matrixExitCode` says; 2 where the command cannot be understood, where it is interrupted, or
 * where a report cannot be written.
 * @throws what a play throws: a mistake of this suite.
 */
export async function runFaults(args: readonly string[], screen: Screen): Promise<ExitCode> {
  const print = (text: string): void => void screen.write(`${text}\n`);
  let asked: { readonly command: FaultsCommand; readonly settings: Settings } | undefined;
  try {
    asked = understand(args);
  } catch (error) {
    print(messageOf(error));
    return 2;
  }
  if (asked === undefined) {
    print(USAGE);
    return 0;
  }
  const { command, settings } = asked;
  const stop = stopOnSignals((signal) =>
    print(`\nThe matrix was interrupted by ${signal}: no report was written.`),
  );
  const matrix = await shareMatrix(settings.document, command, showProgress(screen), stop.signal);
  stop.forget();
  if (matrix === undefined) return 2;
  print(consoleReport(matrix));
  try {
    for (const file of writeReports(matrix, settings.reportsDir)) print(file);
    if (command.readme) writeTotals(README_FILE, matrix);
  } catch (error) {
    print(messageOf(error));
    return matrixExitCode(matrix) || 2;
  }
  return matrixExitCode(matrix);
}

/**
 * @throws OptionsError, SettingsError, or Error in a sentence where the document cannot be used, or where README.md
 * has no place for what is to be written there.
 */
function understand(args: readonly string[]): { command: FaultsCommand; settings: Settings } | undefined {
  const command = parseOptions(args, FAULTS, VARIANTS);
  if (command === undefined) return undefined;
  if (command.readme) expectMarks(README_FILE);
  const settings = currentSettings();
  compileContract(settings.document);
  return { command, settings };
}

function writeReports(matrix: Matrix, dir: string): string[] {
  const reports = { json: matrixJson(matrix), md: matrixMarkdown(matrix), html: matrixPage(matrix) };
  return Object.entries(reports).map(([extension, text]) => {
    const file = path.join(dir, `faults.${extension}`);
    writeAtomically(file, text);
    return file;
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
