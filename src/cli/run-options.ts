import { parseArgs } from 'node:util';
import { closestNames } from './closest-names.js';

/** What may be asked of Mocha: which cases, and where to end. */
const OPTIONS = {
  grep: { type: 'string', short: 'g' },
  fgrep: { type: 'string', short: 'f' },
  invert: { type: 'boolean', short: 'i' },
  bail: { type: 'boolean', short: 'b' },
  config: { type: 'string' },
} as const;

/** Options of Mocha's that would break what a run promises, and why. */
const REFUSED: Readonly<Record<string, string>> = {
  parallel: 'cases already run side by side, over CONTRACT_BROWSERS workers',
  p: 'cases already run side by side, over CONTRACT_BROWSERS workers',
  jobs: 'cases already run side by side, over CONTRACT_BROWSERS workers',
  retries: 'a second try that passes would hide the first',
  watch: 'every change of a file would send paid requests',
  w: 'every change of a file would send paid requests',
  timeout: 'CONTRACT_TIMEOUT_MS bounds each request, and a case takes as long as its requests',
  t: 'CONTRACT_TIMEOUT_MS bounds each request, and a case takes as long as its requests',
  'dry-run': 'cases that are only listed would look as if they had passed; npm run cases lists them',
  reporter: 'the reports are those of this suite, and CONTRACT_REPORTS_DIR says where they go',
  R: 'the reports are those of this suite, and CONTRACT_REPORTS_DIR says where they go',
};

export const USAGE = `npm run contract -- [options]

  --grep <pattern>, -g  only the cases whose title this regular expression
                        matches; a title begins with the groups, then the id
  --fgrep <text>, -f    only the cases whose title contains this text
  --invert, -i          all cases but those
  --bail, -b            end at the first case that does not pass
  --config <file>       another configuration of Mocha's than .mocharc.json
  --help                show this

Everything else is set by the environment: README.md, "Settings".`;

/** What a command line asks for: arguments for Mocha, help, or what is wrong with it, in whole sentences. */
export type RunOptions =
  { readonly mocha: readonly string[] } | { readonly help: true } | { readonly problems: readonly string[] };

/** Reads the command line of `npm run contract`. Mocha itself would run as if what it does not know were not there. */
export function readRunOptions(args: readonly string[]): RunOptions {
  const options = { ...OPTIONS, help: { type: 'boolean', short: 'h' } } as const;
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const problems: string[] = [];
  const mocha: string[] = [];
  let told = false; // what follows an option that is told already is likely its value
  for (const token of tokens) {
    if (token.kind === 'positional') {
      if (!told)
        problems.push(
          `"${token.value}" is no option: all specs are loaded, and --grep chooses among the cases.`,
        );
    }
    told = false;
    if (token.kind !== 'option') continue;
    if (token.name === 'help') return { help: true };
    const problem = problemOf(token);
    told = problem !== undefined;
    if (problem !== undefined) problems.push(problem);
    else mocha.push(token.value === undefined ? `--${token.name}` : `--${token.name}=${token.value}`);
  }
  return problems.length > 0 ? { problems } : { mocha };
}

interface Given {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  /** Was the value written behind an equals sign? */
  readonly inlineValue: boolean | undefined;
}

function problemOf({ name, rawName, value, inlineValue }: Given): string | undefined {
  const why = REFUSED[name];
  if (why !== undefined) return `${rawName} cannot be used here: ${why}.`;
  if (!isOption(name)) {
    const closest = closestNames(name, Object.keys(OPTIONS)).map((known) => `--${known}`);
    return `${rawName} is no option here; the closest are ${closest.join(', ')}: --help shows all.`;
  }
  const takesValue = OPTIONS[name].type === 'string';
  if (takesValue && value === undefined) return `${rawName} needs a value.`;
  if (takesValue && inlineValue !== true && value?.startsWith('-') === true) {
    return `${rawName} needs a value; one that begins with a dash is written --${name}=-value.`;
  }
  if (!takesValue && value !== undefined) return `${rawName} takes no value.`;
  return name === 'grep' && value !== undefined ? problemOfPattern(value) : undefined;
}

function isOption(name: string): name is keyof typeof OPTIONS {
  return Object.hasOwn(OPTIONS, name);
}

function problemOfPattern(pattern: string): string | undefined {
  try {
    new RegExp(pattern);
    return undefined;
  } catch {
    return `--grep is "${pattern}", which is no regular expression: --fgrep takes text as it is.`;
  }
}
