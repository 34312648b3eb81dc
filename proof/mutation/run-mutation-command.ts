import { rmSync } from 'node:fs';
import path from 'node:path';
import { README_FILE } from '../../src/cli/written-cases.js';
import type { ExitCode } from '../../src/model/run-record.js';
import { expectWritable, writeAtomically } from '../../src/report/write-atomically.js';
import { compileContract } from '../../src/run/case/compiled-contract.js';
import { stopOnSignals } from '../../src/run/process/stop-on-signals.js';
import { MUTANTS } from '../mutants/table.js';
import { COMPANIES } from '../variations/companies.js';
import { VARIATIONS } from '../variations/table.js';
import { collectCases } from '../../src/run/process/collect-cases.js';
import { GATE_FILE } from '../../src/settings/gate.js';
import { currentSettings } from '../../src/settings/environment.js';
import type { Settings } from '../../src/model/settings.js';
import { consoleReport } from './console-report.js';
import { mutationJson } from './mutation-json.js';
import { mutationMarkdown } from './mutation-markdown.js';
import { mutationPage } from './mutation-page.js';
import { mutationLastLine } from './outcome-sentence.js';
import { writeKillers } from './killers.js';
import { parseOptions, type MutationCommand } from './options.js';
import { showProgress, type Screen } from './progress.js';
import { expectMarks, writeTotals } from './readme-totals.js';
import type { MutationReport } from './rows.js';
import { gateSentence, writeGate } from './write-gate.js';
import { shareMutation } from './share-mutation.js';
import { mutationExitCode } from './totals.js';

/**
 * Makes the report: from the command line to the exit code, with the reports written in between.
 * @param args command line after the command's name.
 * @returns 0, 1 or 3 as `mutationExitCode` says; 2 where the command cannot be understood, where it is interrupted, or
 * where a report cannot be written.
 * @throws what a play throws: a mistake of this suite.
 */
export async function runMutationCommand(args: readonly string[], screen: Screen): Promise<ExitCode> {
  const print = (text: string): void => void screen.write(`${text}\n`);
  let asked: Asked;
  try {
    asked = understand(args);
  } catch (error) {
    print(messageOf(error));
    return 2;
  }
  if ('help' in asked) {
    print(asked.help);
    return 0;
  }
  const { command, settings } = asked;
  for (const file of filesOf(command.only.length === 0, settings.reportsDir)) rmSync(file, { force: true });
  const stop = stopOnSignals((signal) =>
    print(`\nThe report was interrupted by ${signal}: no report was written.`),
  );
  const { document } = settings;
  const sharing = shareMutation(document, command, showProgress(screen), stop.signal);
  const report = await sharing.finally(() => stop.forget());
  if (report === undefined) return 2;
  print(consoleReport(report));
  const written = writeAll(report, command, settings, print);
  print(mutationLastLine(report, written));
  return mutationExitCode(report) || (written ? 0 : 2);
}

/** @returns false where something could not be written, which is printed. */
function writeAll(
  report: MutationReport,
  { readme, gate }: MutationCommand,
  { reportsDir }: Settings,
  print: (text: string) => void,
): boolean {
  try {
    for (const file of writeReports(report, reportsDir)) print(file);
    if (gate) writeGate(collectCases(), report);
    if (gate) print(`${GATE_FILE}: the cases are chosen anew.`);
    if (report.full && report.whole) print(gateSentence(report));
    if (!readme) return true;
    writeTotals(README_FILE, report);
    writeKillers(report);
    print(`${README_FILE}: the totals are up to date.`);
    return true;
  } catch (error) {
    print(messageOf(error));
    return false;
  }
}

/** What the command line asks for, with the settings. */
type Asked = { readonly command: MutationCommand; readonly settings: Settings } | { readonly help: string };

/**
 * @throws OptionsError, SettingsError, or Error in a sentence where the document cannot be used, or where README.md
 * has no place for what is to be written there.
 */
function understand(args: readonly string[]): Asked {
  const command = parseOptions(args, MUTANTS, [...VARIATIONS, ...COMPANIES]);
  if ('help' in command) return command;
  if (command.readme) expectMarks(README_FILE);
  const settings = currentSettings();
  compileContract(settings.document);
  expectWritable(settings.reportsDir);
  return { command, settings };
}

function writeReports(report: MutationReport, dir: string): string[] {
  const files = filesOf(report.whole, dir);
  for (const [index, text] of [
    mutationJson(report),
    mutationMarkdown(report),
    mutationPage(report),
  ].entries()) {
    writeAtomically(files[index] ?? '', text);
  }
  return files;
}

/** A part does not take the place of the whole. What an earlier report left there is not this one's. */
function filesOf(whole: boolean, dir: string): string[] {
  const name = whole ? 'mutation' : 'mutation-part';
  return ['json', 'md', 'html'].map((extension) => path.join(dir, `${name}.${extension}`));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
