import { rmSync } from 'node:fs';
import path from 'node:path';
import { README_FILE } from '../../src/cli/written-cases.js';
import type { ExitCode } from '../../src/model/run-record.js';
import { expectWritable, writeAtomically } from '../../src/report/write-atomically.js';
import { compileContract } from '../../src/run/case/compiled-contract.js';
import { stopOnSignals } from '../../src/run/process/stop-on-signals.js';
import { MUTANTS } from '../mutants/table.js';
import { VARIATIONS } from '../variations/table.js';
import { currentSettings, type Settings } from '../../src/settings/settings.js';
import { consoleReport } from './console-report.js';
import { matrixJson } from './mutation-json.js';
import { matrixMarkdown } from './mutation-markdown.js';
import { matrixPage } from './mutation-page.js';
import { matrixLastLine } from './outcome-sentence.js';
import { parseOptions, USAGE, type MutantsCommand } from './options.js';
import { showProgress, type Screen } from './progress.js';
import { expectMarks, writeTotals } from './readme-totals.js';
import type { Matrix } from './rows.js';
import { shareMatrix } from './share-mutation.js';
import { matrixExitCode } from './totals.js';

/**
 * Makes the matrix: from the command line to the exit code, with the reports written in between.
 * @param args command line after the command's name.
 * @returns 0, 1 or 3 as `matrixExitCode` says; 2 where the command cannot be understood, where it is interrupted, or
 * where a report cannot be written.
 * @throws what a play throws: a mistake of this suite.
 */
export async function runMutants(args: readonly string[], screen: Screen): Promise<ExitCode> {
  const print = (text: string): void => void screen.write(`${text}\n`);
  let asked: { readonly command: MutantsCommand; readonly settings: Settings } | undefined;
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
  for (const file of filesOf(command.only.length === 0, settings.reportsDir)) rmSync(file, { force: true });
  const stop = stopOnSignals((signal) =>
    print(`\nThe matrix was interrupted by ${signal}: no report was written.`),
  );
  const { document } = settings;
  const sharing = shareMatrix(document, command, showProgress(screen), stop.signal);
  const matrix = await sharing.finally(() => stop.forget());
  if (matrix === undefined) return 2;
  print(consoleReport(matrix));
  const written = writeAll(matrix, command, settings, print);
  print(matrixLastLine(matrix, written));
  return matrixExitCode(matrix) || (written ? 0 : 2);
}

/** @returns false where something could not be written, which is told. */
function writeAll(
  matrix: Matrix,
  { readme }: MutantsCommand,
  { reportsDir }: Settings,
  print: (text: string) => void,
): boolean {
  try {
    for (const file of writeReports(matrix, reportsDir)) print(file);
    if (!readme) return true;
    writeTotals(README_FILE, matrix);
    print(`${README_FILE}: the totals are up to date.`);
    return true;
  } catch (error) {
    print(messageOf(error));
    return false;
  }
}

/**
 * @throws OptionsError, SettingsError, or Error in a sentence where the document cannot be used, or where README.md
 * has no place for what is to be written there.
 */
function understand(args: readonly string[]): { command: MutantsCommand; settings: Settings } | undefined {
  const command = parseOptions(args, MUTANTS, VARIATIONS);
  if (command === undefined) return undefined;
  if (command.readme) expectMarks(README_FILE);
  const settings = currentSettings();
  compileContract(settings.document);
  expectWritable(settings.reportsDir);
  return { command, settings };
}

function writeReports(matrix: Matrix, dir: string): string[] {
  const files = filesOf(matrix.whole, dir);
  for (const [index, text] of [matrixJson(matrix), matrixMarkdown(matrix), matrixPage(matrix)].entries()) {
    writeAtomically(files[index] ?? '', text);
  }
  return files;
}

/** A part does not take the place of the whole. What an earlier matrix left there is not this one's. */
function filesOf(whole: boolean, dir: string): string[] {
  const name = whole ? 'mutants' : 'faults-part';
  return ['json', 'md', 'html'].map((extension) => path.join(dir, `${name}.${extension}`));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
