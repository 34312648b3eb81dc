import { randomInt } from 'node:crypto';
import { newCommand, readCommandLine, wholeNumber } from '../../src/cli/command-line.js';
import { counted } from '../../src/report/visible.js';
import { SettingsError } from '../../src/settings/settings-error.js';
import type { Settings } from '../../src/model/settings.js';
import { MOST_BROWSERS, type ExploreOptions } from './explore.js';
import { parsePath } from './replay.js';

const DEFAULT_STEPS = 300;
const DEFAULT_SECONDS = 60;
const DEFAULT_SESSIONS = 2;
/** A day, in seconds. */
const LONGEST = 86_400;
/** Seeds are whole numbers below this. */
const SEEDS = 2 ** 31;

interface Values {
  readonly steps?: number;
  readonly seconds?: number;
  readonly seed?: number;
  readonly path?: string;
  readonly sessions?: number;
  readonly browsers?: number;
}

/**
 * What the command line of `npm run explore` asks for.
 * @returns its help where that is asked for.
 * @throws SettingsError with all problems at once.
 */
export function readOptions(
  args: readonly string[],
  settings: Settings,
): ExploreOptions | { readonly help: string } {
  const wrong: string[] = [];
  const whole = (flag: string, lowest: number, highest: number) =>
    wholeNumber(flag, wrong, { lowest, highest });
  const command = newCommand('explore', 'Walks random sequences of updates, held to a model of the contract.')
    .option(
      '--steps <n>',
      `steps in all (default ${DEFAULT_STEPS}); shrinking a failure may take three times as many`,
      whole('--steps', 1, 1_000_000),
    )
    .option(
      '--seconds <n>',
      `time in which steps begin (default ${DEFAULT_SECONDS}); shrinking a failure may take as long again`,
      whole('--seconds', 1, LONGEST),
    )
    .option(
      '--seed <n>',
      'the seed of chance (default: another one each time)',
      whole('--seed', 0, SEEDS - 1),
    )
    .option('--path <text>', 'with its seed: the sequence of a failure, as it was printed')
    .option(
      '--sessions <n>',
      `sessions held at once (default ${DEFAULT_SESSIONS})`,
      whole('--sessions', 1, 50),
    )
    .option(
      '--browsers <n>',
      `sessions created at most, in all (default ${MOST_BROWSERS})`,
      whole('--browsers', 1, 100_000),
    );
  const line = readCommandLine<Values>(command, args, wrong);
  if ('help' in line) return line;
  const problems = 'problems' in line ? [...line.problems] : [];
  const values: Values = 'options' in line ? line.options : command.opts<Values>();
  const steps = values.steps ?? DEFAULT_STEPS;
  const { path, seed } = values;
  const seconds = values.seconds ?? (path === undefined ? DEFAULT_SECONDS : LONGEST);
  const sessions =
    sessionsOfPath(path, problems) ?? values.sessions ?? Math.min(DEFAULT_SESSIONS, settings.browsers);
  const browsers = values.browsers ?? Math.max(MOST_BROWSERS, sessions);
  if (path !== undefined && seed === undefined && problems.length === 0) {
    problems.push('--path needs its seed: give the --seed that was printed beside it.');
  }
  if (sessions > settings.browsers) {
    problems.push(
      `${counted(sessions, 'session')} ${sessions === 1 ? 'is' : 'are'} asked for, but CONTRACT_BROWSERS allows ${settings.browsers} at once.`,
    );
  }
  if (browsers < sessions) {
    problems.push(`--browsers is ${browsers}, which is too few to create ${counted(sessions, 'session')}.`);
  }
  if (problems.length > 0) throw new SettingsError(problems, settings);
  return {
    steps,
    seconds,
    seed: seed ?? randomInt(SEEDS),
    sessions,
    browsers,
    ...(path === undefined ? {} : { path }),
  };
}

function sessionsOfPath(path: string | undefined, problems: string[]): number | undefined {
  if (path === undefined) return undefined;
  try {
    return parsePath(path).kinds.length;
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}
