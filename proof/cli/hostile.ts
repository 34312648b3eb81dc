import { HOSTILITIES } from '../hostile/table.js';
import type { Hostility } from '../hostile/hostility.js';
import { runHostility, type Outcome } from '../hostile/run-hostility.js';
import { newCommand, readCommandLine } from '../../src/cli/command-line.js';
import { runCommand } from '../../src/cli/run-command.js';
import { print } from '../../src/report/output.js';

/** `npm run hostile [-- --grep text]`: the contract against every hostile server. Exit codes: 0, or 1 where a row is wrong. */
async function main(): Promise<number> {
  const command = newCommand('hostile', 'Runs the contract against servers that do harm.').option(
    '--grep <text>',
    'only those with this text in their name',
  );
  const line = readCommandLine<{ grep?: string }>(command, process.argv.slice(2));
  if (!('options' in line)) {
    print('help' in line ? line.help : line.problems.join('\n'));
    return 'help' in line ? 0 : 2;
  }
  const { grep = '' } = line.options;
  const chosen = HOSTILITIES.filter(({ name }) => name.includes(grep));
  if (chosen.length === 0) {
    print(`No hostile server has "${grep}" in its name.`);
    return 2;
  }
  print(`${'the server …'.padEnd(58)} exit       s    MB  secrets  left`);
  let wrong = 0;
  for (const hostility of chosen) {
    const outcome = await runHostility(hostility);
    print(row(hostility, outcome));
    for (const problem of outcome.problems) print(`    ${problem}`);
    wrong += outcome.problems.length > 0 ? 1 : 0;
  }
  print(`\n${chosen.length - wrong} of ${chosen.length} as they should be.`);
  return wrong === 0 ? 0 : 1;
}

function row({ name, sentence }: Hostility, { exit, seconds, megabytes, secrets, left }: Outcome): string {
  const cells = [
    String(exit ?? '-').padStart(5),
    seconds.toFixed(1).padStart(7),
    String(megabytes ?? '-').padStart(5),
    String(secrets.length).padStart(8),
    String(left).padStart(5),
  ];
  return `${`${name}: ${sentence}`.slice(0, 57).padEnd(58)}${cells.join(' ')}`;
}

runCommand(main);
