import path from 'node:path';

const SIDE_BY_SIDE = 'cases already run side by side, over CONTRACT_BROWSERS workers';

/** Options of Mocha that would break what a run promises, and why. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['parallel', SIDE_BY_SIDE],
  ['jobs', SIDE_BY_SIDE],
  ['retries', 'a second try that passes would hide the first'],
  ['watch', 'every change of a file would send paid requests'],
  ['timeout', 'CONTRACT_TIMEOUT_MS bounds each request, and a case takes as long as its requests'],
  ['delay', 'no spec calls run(), so that no case would ever start'],
]);

const SHORT: ReadonlyMap<string, string> = new Map([
  ['p', 'parallel'],
  ['j', 'jobs'],
  ['w', 'watch'],
  ['t', 'timeout'],
]);

/** Which arguments of a command line cannot be used, and why, in whole sentences. */
export function refusedArguments(args: readonly string[]): string[] {
  return args.flatMap((arg) => {
    const [, flag = '', name = ''] = /^(--?([a-z-]+))(?:=|$)/.exec(arg) ?? [];
    const why = REASONS.get(SHORT.get(name) ?? name);
    return why === undefined ? [] : [sentence(flag, why)];
  });
}

/** Which options, however they came about, are switched on but cannot be used, and why, in whole sentences. */
export function refusedOptions(options: Readonly<Record<string, unknown>>): string[] {
  const refused = [...REASONS].flatMap(([name, why]) => {
    const value = options[name];
    const isOff = value === undefined || value === false || Number(value) === 0;
    return isOff ? [] : [sentence(`--${name}`, why)];
  });
  const { reporter } = options;
  return typeof reporter === 'string' ? [...refused, ...problemsOfReporter(reporter)] : refused;
}

/** What is wrong with the name of a reporter: Mocha would end with exit code 1, which means a breach. */
export function problemsOfReporter(name: string): string[] {
  if (resolves(`mocha/lib/reporters/${name.toLowerCase()}.js`) || resolves(name)) return [];
  return [`There is no reporter ${name}: npx mocha --list-reporters names those of Mocha.`];
}

function sentence(flag: string, why: string): string {
  return `${flag} cannot be used here: ${why}.`;
}

function resolves(name: string): boolean {
  return [name, path.resolve(name)].some((each) => {
    try {
      return require.resolve(each) !== '';
    } catch {
      return false;
    }
  });
}
