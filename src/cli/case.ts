import { noSuch } from '../report/no-such.js';
import { runContract } from '../run/process/parent.js';
import { currentSettings } from '../settings/environment.js';
import { otherTarget } from '../settings/other-target.js';
import { SettingsError } from '../settings/settings-error.js';
import { caseIds } from './case-ids.js';
import { newCommand, readCommandLine } from './command-line.js';
import { crash } from './crash.js';
import { print, surviveClosedOutput } from '../report/output.js';
import { exactly } from './exactly.js';

/** `npm run case -- <id>`: one case, with its exchanges. Exit codes: README.md. */
async function main(): Promise<number> {
  const command = newCommand(
    'case',
    'Runs one case and shows its exchanges; its reports go into the folder case below the usual one.',
  )
    .argument(
      '<id>',
      'the exact id of the case; npm run cases lists the ids, and a group those that begin so',
    )
    .option(
      '--target <URL>',
      'refuse to run against any API but this one, or but the reference server: embedded',
    );
  const line = readCommandLine<{ target?: string }>(
    command,
    process.argv.slice(2),
    [],
    'give the id of one case',
  );
  if ('help' in line) return end(line.help, 0);
  if ('problems' in line) return end(line.problems.join('\n'), 2);
  const [id = ''] = line.operands;
  const how = { transcript: true, reportsBelow: 'case' };
  const refused = refusedTarget(line.options.target);
  if (refused !== undefined) return runContract({ problems: [refused] }, how);
  const ids = caseIds();
  if (ids.length > 0 && !ids.includes(id)) return end(noSuch(`There is no case "${id}"`, id, ids), 2);
  return runContract({ mocha: [`--grep=${exactly([id])}`] }, how);
}

/** Why the target of the settings is not the one that was asked for; settings that are wrong, the run reports itself. */
function refusedTarget(target: string | undefined): string | undefined {
  try {
    return target === undefined ? undefined : otherTarget(target, currentSettings());
  } catch (error) {
    if (error instanceof SettingsError) return undefined;
    throw error;
  }
}

function end(text: string, code: number): Promise<number> {
  print(text);
  return Promise.resolve(code);
}

surviveClosedOutput();
main().then((code) => process.exit(code), crash);
