import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { counted } from '../../src/report/visible.js';
import { SettingsError, type Settings } from '../../src/settings/settings.js';
import { MOST_BROWSERS, type ExploreOptions } from './explore.js';
import { parsePath } from './replay.js';

const OPTIONS = {
  steps: { type: 'string' },
  seconds: { type: 'string' },
  seed: { type: 'string' },
  path: { type: 'string' },
  sessions: { type: 'string' },
  browsers: { type: 'string' },
} as const;

const DEMUTANT_STEPS = 300;
const DEMUTANT_SECONDS = 60;
const DEMUTANT_SESSIONS = 2;
/** A day, in seconds. */
const LONGEST = 86_400;
/** Seeds are whole numbers below this. */
const SEEDS = 2 ** 31;

export const USAGE = `npm run explore -- [options]

  --steps <n>     steps in all (default ${DEMUTANT_STEPS}); making a failure smaller
                  may take three times as many
  --seconds <n>   time in which steps begin (default ${DEMUTANT_SECONDS}); making a failure
                  smaller may take as long again
  --seed <n>      where chance begins (default: another one each time)
  --path <text>   with its seed: the sequence of a failure, as it was printed
  --sessions <n>  sessions held at once (default ${DEMUTANT_SESSIONS})
  --browsers <n>  sessions created at most, in all (default ${MOST_BROWSERS})
  --help          show this`;

/**
 * What the command line of `npm run explore` asks for.
 * @throws SettingsError with all problems at once.
 */
export function readOptions(args: readonly string[], settings: Settings): ExploreOptions {
  const problems: string[] = [];
  // Not strict: node's own complaints are several sentences, and about one thing at a time.
  const { values, tokens } = parseArgs({ args: [...args], options: OPTIONS, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'positional') problems.push(`"${token.value}" is no option of npm run explore.`);
    if (token.kind !== 'option') continue;
    if (!Object.hasOwn(OPTIONS, token.name)) {
      const known = Object.keys(OPTIONS).map((name) => `--${name}`);
      problems.push(`${token.rawName} is not an option of npm run explore, which has ${known.join(', ')}.`);
    } else if (token.value === undefined) problems.push(`${token.rawName} needs a value.`);
  }
  const whole = (name: keyof typeof OPTIONS, lowest: number, highest: number): number | undefined => {
    const value = values[name];
    if (typeof value !== 'string') return undefined;
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (number >= lowest && number <= highest) return number;
    problems.push(`--${name} is "${value}", but must be a whole number from ${lowest} to ${highest}.`);
    return undefined;
  };
  const steps = whole('steps', 1, 1_000_000) ?? DEMUTANT_STEPS;
  const path = typeof values.path === 'string' ? values.path : undefined;
  const seconds = whole('seconds', 1, LONGEST) ?? (path === undefined ? DEMUTANT_SECONDS : LONGEST);
  const seed = whole('seed', 0, SEEDS - 1);
  const sessions =
    sessionsOfPath(path, problems) ??
    whole('sessions', 1, 50) ??
    Math.min(DEMUTANT_SESSIONS, settings.browsers);
  const browsers = whole('browsers', 1, 100_000) ?? Math.max(MOST_BROWSERS, sessions);
  if (path !== undefined && values.seed === undefined) {
    problems.push('--path says nothing without its seed: give the --seed that was printed beside it.');
  }
  if (sessions > settings.browsers) {
    problems.push(
      `${counted(sessions, 'session')} ${sessions === 1 ? 'is' : 'are'} asked for, but CONTRACT_BROWSERS allows ${settings.browsers} at once.`,
    );
  }
  if (browsers < sessions) {
    problems.push(`--browsers is ${browsers}, which is too few to create ${counted(sessions, 'session')}.`);
  }
  if (problems.length > 0) throw new SettingsError(problems, settings.reportsDir);
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
