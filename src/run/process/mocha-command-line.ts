import path from 'node:path';
import { loadOptions, loadRc } from 'mocha/lib/cli/options.cjs';

/** How the Mocha of this process was started, as Mocha itself reads it. */
export interface MochaCommandLine {
  /** The files, folders and patterns that somebody named: not those of the configuration, which Mocha adds to them. */
  readonly named: readonly string[];
  /** The options, completed from the configuration. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Are cases only listed? */
  readonly isDryRun: boolean;
  /** Does another reporter than the suite's own show the run? */
  readonly hasOtherReporter: boolean;
}

const OWN_REPORTER = path.resolve(__dirname, '../../report/reporter');

let read: MochaCommandLine | undefined;

/** Reads the command line of this process once. */
export function mochaCommandLine(): MochaCommandLine {
  read ??= readMochaArguments(process.argv.slice(2));
  return read;
}

/** @param args what follows `mocha` on a command line. */
export function readMochaArguments(args: readonly string[]): MochaCommandLine {
  const options = loadOptions(args);
  const { reporter } = options;
  return {
    named: namedIn(args),
    options,
    isDryRun: options['dry-run'] === true,
    hasOtherReporter:
      typeof reporter !== 'string' || path.resolve(withoutExtension(reporter)) !== OWN_REPORTER,
  };
}

function namedIn(args: readonly string[]): string[] {
  const end = args.indexOf('--');
  const alone = args.toSpliced(end === -1 ? args.length : end, 0, '--no-config', '--no-package');
  const named = textsIn(loadOptions(alone)._);
  // For options of Node (--inspect) Mocha starts itself anew, and names the files of the configuration there, too.
  const fromConfiguration = args.includes('--no-config') ? textsIn(loadRc({})?.spec) : [];
  return named.filter((name) => !fromConfiguration.includes(name));
}

function withoutExtension(file: string): string {
  return file.replace(/\.[jt]s$/, '');
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.flatMap(textsIn) : [];
}
