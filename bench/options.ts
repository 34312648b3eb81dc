import { newCommand, readCommandLine, wholeNumber, type CommandLine } from '../src/cli/command-line.js';

export interface BenchOptions {
  /** How many pairs of a contract run and a replay are measured. */
  readonly runs: number;
  /** How many contract runs are measured against a slow reference server. */
  readonly latencyRuns: number;
}

/** What the command line of `npm run bench` asks for. */
export function readOptions(args: readonly string[]): CommandLine<BenchOptions> {
  const problems: string[] = [];
  const whole = (flag: string, highest: number) => wholeNumber(flag, problems, { lowest: 1, highest });
  const command = newCommand(
    'bench',
    'Measures. Exit codes: 0 measured; 1 a run failed, hung or was stopped; 2 the command line is wrong.',
  )
    .option('--runs <n>', 'pairs of a contract run and a replay, 1 to 99', whole('--runs', 99), 7)
    .option(
      '--latency-runs <n>',
      'contract runs against a slow reference server, 1 to 3',
      whole('--latency-runs', 3),
      1,
    );
  return readCommandLine<BenchOptions>(command, args, problems);
}
