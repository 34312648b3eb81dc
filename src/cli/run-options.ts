import { newCommand, readCommandLine } from './command-line.js';

/** Options of Mocha that would break what a run promises, and why. */
const REFUSED: Readonly<Record<string, string>> = {
  '--parallel': 'cases already run side by side, over CONTRACT_BROWSERS workers',
  '-p': 'cases already run side by side, over CONTRACT_BROWSERS workers',
  '--jobs': 'cases already run side by side, over CONTRACT_BROWSERS workers',
  '--retries': 'a second try that passes would hide the first',
  '--watch': 'every change of a file would send paid requests',
  '-w': 'every change of a file would send paid requests',
  '--timeout': 'CONTRACT_TIMEOUT_MS bounds each request, and a case takes as long as its requests',
  '-t': 'CONTRACT_TIMEOUT_MS bounds each request, and a case takes as long as its requests',
  '--dry-run': 'cases that are only listed would look as if they had passed; npm run cases lists them',
  '--reporter': 'the reports are those of this suite, and CONTRACT_REPORTS_DIR says where they go',
  '-R': 'the reports are those of this suite, and CONTRACT_REPORTS_DIR says where they go',
};

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
}

/** What a command line asks for: a run, help, or what is wrong with it, in whole sentences. */
export type RunOptions = SelectedRun | { readonly help: string } | { readonly problems: readonly string[] };

interface Values extends Omit<SelectedRun, 'mocha'> {
  readonly grep?: string;
  readonly fgrep?: string;
  readonly invert?: true;
  readonly bail?: true;
  readonly config?: string;
}

const SELECTING = ['grep', 'fgrep', 'invert'];

/** Reads the command line of `npm run contract`. Mocha itself would ignore what it does not know. */
export function readRunOptions(args: readonly string[]): RunOptions {
  const refused = args.flatMap((arg) => {
    const flag = arg.split('=')[0] ?? arg;
    const why = REFUSED[flag];
    return why === undefined ? [] : [`${flag} cannot be used here: ${why}.`];
  });
  if (refused.length > 0) return { problems: refused };
  const problems: string[] = [];
  const pattern = (value: string): string => {
    if (!isPattern(value)) {
      problems.push(`--grep is "${value}", which is not a regular expression; --fgrep takes plain text.`);
    }
    return value;
  };
  const command = newCommand('contract', 'Checks the contract. Settings: README.md, "Settings".')
    .option(
      '-g, --grep <pattern>',
      'only the cases whose title this regular expression matches; a title is the groups, the id and the sentence',
      pattern,
    )
    .option('-f, --fgrep <text>', 'only the cases whose title contains this text')
    .option('-i, --invert', 'all cases but those')
    .option('--last-failed', 'only the cases that were red in the last run, or never ran in it')
    .option('-b, --bail', 'stop at the first case that does not pass')
    .option('--strict', 'notes fail the run, as with CONTRACT_STRICT=on')
    .option('--verbose', 'a line for each case, as with CONTRACT_VERBOSE=on')
    .option('--config <file>', 'another Mocha configuration than .mocharc.json');
  const line = readCommandLine<Values>(command, args, problems, 'select cases with --grep');
  if (!('options' in line)) return line;
  const swallowed = Object.entries(line.options).find(
    ([, value]) => typeof value === 'string' && value.startsWith('-') && args.includes(value),
  );
  if (swallowed !== undefined) {
    const flag = `--${swallowed[0]}`;
    return { problems: [`${flag} needs a value; one that begins with a dash is written ${flag}=-value.`] };
  }
  const { lastFailed, strict, verbose, ...forMocha } = line.options;
  const besides = SELECTING.filter((name) => name in forMocha);
  if (lastFailed === true && besides.length > 0) {
    const flags = besides.map((name) => `--${name}`).join(' and ');
    return { problems: [`--last-failed selects the cases by itself: leave out ${flags}.`] };
  }
  return {
    mocha: Object.entries(forMocha).map(([name, value]) =>
      value === true ? `--${name}` : `--${name}=${value}`,
    ),
    ...(lastFailed === undefined ? {} : { lastFailed }),
    ...(strict === undefined ? {} : { strict }),
    ...(verbose === undefined ? {} : { verbose }),
  };
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
