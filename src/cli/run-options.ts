import { problemsOfNamed } from '../run/process/named-specs.js';
import { problemsOfReporter, refusedArguments } from '../run/process/refused-options.js';
import { newCommand, readCommandLine } from './command-line.js';
import { withTitleOptions, type TitleOptions } from './title-options.js';

/** A run that a command line asks for; what it leaves open, the settings say. */
export interface SelectedRun {
  /** Arguments for Mocha. */
  readonly mocha: readonly string[];
  /** Only what was red in the last run. */
  readonly lastFailed?: true;
  /** Notes are breaches. */
  readonly strict?: true;
  /** A line for each case. */
  readonly verbose?: true;
  /** List the cases, and send nothing. */
  readonly isDryRun?: true;
  /** Standard output belongs to another reporter. */
  readonly hasOtherReporter?: true;
}

/** What a command line asks for: a run, help, or what is wrong with it, in whole sentences. */
export type RunOptions = SelectedRun | { readonly help: string } | { readonly problems: readonly string[] };

interface Values extends TitleOptions, Pick<SelectedRun, 'lastFailed' | 'strict' | 'verbose'> {
  readonly bail?: true;
  readonly dryRun?: true;
  readonly reporter?: string;
  readonly reporterOption?: string;
  readonly config?: string;
}

const SELECTING = ['grep', 'fgrep', 'invert'];

/** Reads the command line of `npm run contract`. Mocha itself would ignore what it does not know. */
export function readRunOptions(args: readonly string[]): RunOptions {
  const refused = refusedArguments(args);
  if (refused.length > 0) return { problems: refused };
  const problems: string[] = [];
  const contract = newCommand('contract', 'Checks the contract. Settings: README.md, "Settings".').argument(
    '[file...]',
    'only the cases of these spec files, or of those in these folders',
  );
  const command = withTitleOptions(contract, problems)
    .option('--last-failed', 'only the cases that were red in the last run, or never ran in it')
    .option('-b, --bail', 'stop at the first case that breaks the contract')
    .option('--dry-run', 'list the cases, and send nothing')
    .option(
      '-R, --reporter <name>',
      "another reporter of Mocha's; standard output is its own, and the rest goes to standard error",
    )
    .option('-O, --reporter-option <name=value>', 'an option of that reporter')
    .option(
      '--strict',
      'notes, and undeclared members, headers and statuses, fail the run, as with CONTRACT_STRICT=on',
    )
    .option('--verbose', 'a line for each case, as with CONTRACT_VERBOSE=on')
    .option('--config <file>', 'another Mocha configuration than .mocharc.json');
  const line = readCommandLine<Values>(command, args, problems);
  if (!('options' in line)) return line;
  const swallowed = Object.entries(line.options).find(
    ([, value]) => typeof value === 'string' && value.startsWith('-') && args.includes(value),
  );
  if (swallowed !== undefined) {
    const flag = `--${swallowed[0]}`;
    return { problems: [`${flag} needs a value; one that begins with a dash is written ${flag}=-value.`] };
  }
  const { lastFailed, strict, verbose, ...forMocha } = line.options;
  const { dryRun, reporter } = forMocha;
  const besides = SELECTING.filter((name) => name in forMocha);
  if (lastFailed === true && besides.length > 0) {
    const flags = besides.map((name) => `--${name}`).join(' and ');
    return { problems: [`--last-failed selects the cases by itself: leave out ${flags}.`] };
  }
  const unusable = [
    ...problemsOfNamed(line.operands),
    ...(reporter === undefined ? [] : problemsOfReporter(reporter)),
  ];
  if (unusable.length > 0) return { problems: unusable };
  return {
    mocha: [...Object.entries(forMocha).map(flagOf), ...line.operands],
    ...(dryRun === undefined ? {} : { isDryRun: true }),
    ...(reporter === undefined ? {} : { hasOtherReporter: true }),
    ...(lastFailed === undefined ? {} : { lastFailed }),
    ...(strict === undefined ? {} : { strict }),
    ...(verbose === undefined ? {} : { verbose }),
  };
}

function flagOf([name, value]: [string, unknown]): string {
  const flag = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return value === true ? flag : `${flag}=${String(value)}`;
}
