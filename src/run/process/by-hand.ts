import { loadDocument } from '../../contract/load-document.js';
import { leaveOutputToReporter, print, surviveClosedOutput } from '../../report/output.js';
import type { Settings } from '../../model/settings.js';
import { currentSettings, handedSettings } from '../../settings/environment.js';
import { SettingsError } from '../../settings/settings-error.js';
import type * as failing from './failed-before-start.js';
import { mochaCommandLine } from './mocha-command-line.js';
import { problemsOfNamed } from './named-specs.js';
import { refusedOptions } from './refused-options.js';

/**
 * Readies the Mocha process before the first spec is loaded, and ends it where its settings or its command line cannot
 * be used: Mocha would end with a stack and exit code 1, which means a breach, or send what nobody asked for.
 */
export function beginMocha(): void {
  surviveClosedOutput();
  const { hasOtherReporter, named, options } = mochaCommandLine();
  if (hasOtherReporter) leaveOutputToReporter();
  let settings: Settings | undefined;
  try {
    settings = currentSettings();
    if (handedSettings() !== undefined) return; // the parent process judges the command line, and computes the exit code
    const problems = [...refusedOptions(options), ...problemsOfNamed(named)];
    if (problems.length > 0) throw new SettingsError(problems, settings);
    loadDocument(settings.document); // the specs need it, and Mocha would show its problems with a stack
  } catch (error) {
    endBeforeStart(error, settings);
  }
}

/** Ends a Mocha that was started by hand, with the reason; one that only lists leaves the reports as they are. */
export function endBeforeStart(error: unknown, settings?: Settings): never {
  if (!mochaCommandLine().isDryRun) {
    // Loaded only here, and at once: with the report room, a run would begin later.
    // oxlint-disable-next-line typescript/no-unsafe-assignment, typescript/no-require-imports -- as said; the types are its own
    const { failedBeforeStart }: typeof failing = require('./failed-before-start.js');
    process.exit(failedBeforeStart(error, print, settings));
  }
  print(error instanceof Error ? error.message : String(error)); // of several problems, a line for each
  process.exit(2);
}
