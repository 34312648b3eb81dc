import type { Command } from 'commander';

/** Options that select cases by their titles, as Mocha has them. */
export interface TitleOptions {
  readonly grep?: string;
  readonly fgrep?: string;
  readonly invert?: true;
}

/** Adds the options to a command. @param problems takes what is wrong with their values. */
export function withTitleOptions(command: Command, problems: string[]): Command {
  const pattern = (value: string): string => {
    if (!isPattern(value)) {
      problems.push(`--grep is "${value}", which is not a regular expression; --fgrep takes plain text.`);
    }
    return value;
  };
  return command
    .option(
      '-g, --grep <pattern>',
      'only the cases whose title this regular expression matches; a title is the groups, the id and the sentence',
      pattern,
    )
    .option('-f, --fgrep <text>', 'only the cases whose title contains this text')
    .option('-i, --invert', 'all cases but those');
}

/** Says of a title whether the options select it. */
export function titleFilter({ grep, fgrep, invert }: TitleOptions): (title: string) => boolean {
  const matches = (title: string): boolean =>
    fgrep === undefined ? patternOf(grep ?? '').test(title) : title.includes(fgrep);
  return (title) => matches(title) !== (invert === true);
}

/** As Mocha reads it: `/a/i` is a literal with a flag. @throws SyntaxError */
function patternOf(text: string): RegExp {
  const [, pattern = '', flags] = /^\/(.*)\/([a-z]*)$/.exec(text) ?? [];
  return new RegExp(pattern || text, flags);
}

function isPattern(text: string): boolean {
  try {
    patternOf(text);
    return true;
  } catch {
    return false;
  }
}
