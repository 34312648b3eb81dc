import { noSuch } from '../report/no-such.js';
import { runContract } from '../run/process/parent.js';
import { currentSettings } from '../settings/environment.js';
import { otherTarget } from '../settings/other-target.js';
import { SettingsError } from '../settings/settings-error.js';
import { caseIds } from './case-ids.js';
import { newCommand, readCommandLine } from './command-line.js';
import { print } from '../report/output.js';
import { exactly } from './exactly.js';
import { runCommand } from './run-command.js';

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
    .option('--target <URL>', 'run only if the settings name this API; embedded means the reference server');
  command.option('--keep', 'leave the session to you, until it has been unused for ten minutes');
  const line = readCommandLine<{ target?: string; keep?: true }>(
    command,
    process.argv.slice(2),
    [],
    'give the id of one case',
  );
  if ('help' in line) return end(line.help, 0);
  if ('problems' in line) return end(line.problems.join('\n'), 2);
  const [id = ''] = line.operands;
  const { target, keep } = line.options;
  const how = { transcript: true, reportsBelow: 'case', keeps: keep === true };
  const refused = refusedTarget(target) ?? (keep === true ? nothingToKeep() : undefined);
  if (refused !== undefined) return runContract({ problems: [refused] }, how);
  const ids = caseIds();
  if (ids.length > 0 && !ids.includes(id))
    return end(noSuch(`There is no case "${id}"`, id, ids, 'npm run cases lists all'), 2);
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

/** The embedded reference server ends with the run, and every session with it. */
function nothingToKeep(): string | undefined {
  try {
    return currentSettings().baseUrl === undefined
      ? '--keep needs an API: the embedded reference server ends with the run, and its sessions with it. Set KERNEL_BASE_URL and its key, or leave --keep out.'
      : undefined;
  } catch (error) {
    if (error instanceof SettingsError) return undefined;
    throw error;
  }
}

function end(text: string, code: number): Promise<number> {
  print(text);
  return Promise.resolve(code);
}

runCommand(main);
