import { Command, CommanderError } from 'commander';

/** What a command line asks for: options, help, or what is wrong with it, in whole sentences. */
export type CommandLine<T> =
  | { readonly options: T; readonly operands: readonly string[] }
  | { readonly help: string }
  | { readonly problems: readonly string[] };

/** A command of this project: it prints nothing itself and never ends the process. */
export function newCommand(name: string, summary: string): Command {
  return new Command(`npm run ${name} --`)
    .description(summary)
    .helpOption('-h, --help', 'show this')
    .configureHelp({ helpWidth: 80 })
    .configureOutput({ writeOut: () => undefined, writeErr: () => undefined })
    .allowExcessArguments(false)
    .exitOverride();
}

/**
 * Reads a command line.
 * @param problems what the parsers of option values have found; read after parsing.
 * @param surplus what to do instead of giving an unexpected argument.
 */
export function readCommandLine<T extends object>(
  command: Command,
  args: readonly string[],
  problems: readonly string[] = [],
  surplus = '--help lists the options',
): CommandLine<T> {
  try {
    command.parse(args, { from: 'user' });
    if (problems.length > 0) return { problems };
    return { options: command.opts<T>(), operands: command.args };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed') return { help: command.helpInformation().trimEnd() };
    if (error.code === 'commander.excessArguments') {
      const unexpected = command.args.slice(command.registeredArguments.length);
      const named = unexpected.map((argument) => `Unexpected argument "${argument}"; ${surplus}.`);
      return { problems: [...problems, ...named] };
    }
    return { problems: [...problems, `${sentence(error.message)}${listedBy(error)}`] };
  }
}

/** Where a person finds what an argument may be, by the name of the argument. */
const LISTED_BY = new Map([
  ['id', ' npm run cases lists the ids.'],
  ['cause', ' npm run explain lists the causes of the last run.'],
]);

function listedBy({ code, message }: CommanderError): string {
  if (code !== 'commander.missingArgument') return '';
  return LISTED_BY.get(/'(\w+)'/.exec(message)?.[1] ?? '') ?? '';
}

/** `error: unknown option '--grpe'\n(Did you mean --grep?)` as a sentence. */
function sentence(message: string): string {
  const text = message.replace(/^error: /, '').replaceAll('\n', ' ');
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?)]$/.test(whole) ? whole : `${whole}.`;
}

/** Reads an option's value as a whole number; what is wrong with it goes to `problems`. */
export function wholeNumber(
  flag: string,
  problems: string[],
  { lowest, highest }: { readonly lowest: number; readonly highest: number },
): (value: string) => number | undefined {
  return (value) => {
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (number >= lowest && number <= highest) return number;
    problems.push(`${flag} is "${value}", but must be a whole number from ${lowest} to ${highest}.`);
    return undefined;
  };
}
