import { print } from '../report/output.js';
import { dryRun } from '../run/process/dry-run.js';
import { runContract } from '../run/process/parent.js';
import { currentSettings } from '../settings/environment.js';
import { GATE_FILE, readGate } from '../settings/gate.js';
import { failed, type Answer } from './answer.js';
import { newCommand, readCommandLine } from './command-line.js';
import { exactly } from './exactly.js';
import { runCommand } from './run-command.js';

interface Options {
  readonly list?: true;
  readonly plan?: true;
  readonly strict?: true;
}

/** `npm run gate`: the cases that cover most for the fewest requests, for a deploy pipeline. Exit codes: README.md. */
async function main(): Promise<number> {
  const command = newCommand(
    'gate',
    `Checks the part of the contract that ${GATE_FILE} lists, in seconds: each field, each error code, and each rule that needs no browser of its own.`,
  )
    .option('--list', 'list the cases, and send nothing')
    .option('--plan', 'say what they would send and cost at most, and send nothing')
    .option(
      '--strict',
      'notes, and undeclared members, headers and statuses, fail the run, as with CONTRACT_STRICT=on',
    );
  const line = readCommandLine<Options>(command, process.argv.slice(2));
  if ('help' in line) return end(line.help, 0);
  if ('problems' in line) return end(line.problems.join('\n'), 2);
  const { list, plan, strict } = line.options;
  const ids = readGate();
  const grep = `--grep=${exactly(ids)}`;
  if (list === true) return dryRun(['--dry-run', grep]);
  if (plan === true) {
    const { text, code } = await planOf(ids).catch(failed);
    return end(text, code);
  }
  return runContract(
    { mocha: [grep] },
    {
      transcript: false,
      expected: { ids, by: GATE_FILE },
      browsers: 1,
      ...(strict === undefined ? {} : { strict }),
    },
  );
}

async function planOf(ids: readonly string[]): Promise<Answer> {
  const { collectCases } = await import('../run/process/collect-cases.js');
  const { planned } = await import('./planned.js');
  const settings = { ...currentSettings(), browsers: 1 };
  return {
    text: planned(
      collectCases().filter(({ id }) => ids.includes(id)),
      settings,
    ),
    code: 0,
  };
}

function end(text: string, code: number): Promise<number> {
  print(text);
  return Promise.resolve(code);
}

runCommand(main);
