import { collectCases } from '../run/process/collect-cases.js';
import { runContract } from '../run/process/parent.js';
import { closestNames } from '../model/closest-names.js';
import { newCommand, readCommandLine } from './command-line.js';
import { crash } from './crash.js';
import { surviveClosedOutput } from '../report/output.js';

/** `npm run case -- <id>`: one case, with its exchanges. Exit codes: README.md. */
async function main(): Promise<number> {
  const command = newCommand(
    'case',
    'Runs one case and shows its exchanges; its reports go into the folder case below the usual one.',
  ).argument('<id>', 'the exact id of the case; npm run cases lists the ids');
  const line = readCommandLine(command, process.argv.slice(2), [], 'give the id of one case');
  if ('help' in line) return end(line.help, 0);
  if ('problems' in line) return end(line.problems.join('\n'), 2);
  const [id = ''] = line.operands;
  const ids = idsOfCases();
  if (ids.length > 0 && !ids.includes(id)) {
    return end(`There is no case "${id}"; the closest are ${closestNames(id, ids).join(', ')}.`, 2);
  }
  const exactly = `(^| )${id.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)} `;
  return runContract({ mocha: [`--grep=${exactly}`] }, { transcript: true, reportsBelow: 'case' });
}

/** None where the document cannot be used: the run reports what is wrong with it. */
function idsOfCases(): string[] {
  try {
    return collectCases().map(({ id }) => id);
  } catch {
    return [];
  }
}

function end(text: string, code: number): Promise<number> {
  process.stdout.write(`${text}\n`);
  return Promise.resolve(code);
}

surviveClosedOutput();
main().then((code) => process.exit(code), crash);
