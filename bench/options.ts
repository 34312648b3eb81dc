import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** How many pairs of a contract run and a replay are measured. */
  readonly runs: number;
  /** How many contract runs are measured against a slow reference server. */
  readonly latencyRuns: number;
}

export const USAGE = `npm run bench [-- options]

  --runs N          pairs of a contract run and a replay, 1 to 99; without it 7
  --latency-runs N  contract runs against a slow reference server, 1 to 3; without it 1
  --help            this text

Exit codes: 0 measured; 1 a run failed, hung or was stopped; 2 the command line is not understood.
`;

const OPTIONS = {
  runs: { type: 'string' },
  'latency-runs': { type: 'string' },
  help: { type: 'boolean' },
} as const;

/**
 * What the command line of `npm run bench` asks for.
 * @returns undefined when it asks for help.
 * @throws Error in one whole sentence about the first thing it does not understand.
 */
export function readOptions(args: readonly string[]): BenchOptions | undefined {
  // Not strict: the words of node's own complaints are several sentences, and not about this command.
  const { values, tokens } = parseArgs({ args: [...args], options: OPTIONS, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'positional') throw new Error(`The bench does not understand "${token.value}".`);
    if (token.kind === 'option' && !Object.hasOwn(OPTIONS, token.name)) {
      const known = Object.keys(OPTIONS).map((name) => `--${name}`);
      throw new Error(`${token.rawName} is not an option of the bench, which has ${known.join(', ')}.`);
    }
  }
  if (values.help !== undefined) return undefined;
  return {
    runs: wholeNumber('--runs', values.runs, 99) ?? 7,
    latencyRuns: wholeNumber('--latency-runs', values['latency-runs'], 3) ?? 1,
  };
}

function wholeNumber(name: string, value: string | boolean | undefined, largest: number): number | undefined {
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= 1 && number <= largest))
    throw new Error(`${name} must be a whole number from 1 to ${largest}.`);
  return number;
}
