import { leaveOutputToReporter, print } from '../report/output.js';
import { dryRun } from '../run/process/dry-run.js';
import { runContract } from '../run/process/parent.js';
import { currentSettings } from '../settings/environment.js';
import { SettingsError } from '../settings/settings-error.js';
import { runCommand } from './run-command.js';
import { readRunOptions, type SelectedRun } from './run-options.js';

/** `npm run contract [-- --grep …]`: checks the contract. Exit codes: README.md. */
async function main(): Promise<number> {
  const asked = readRunOptions(process.argv.slice(2));
  if ('help' in asked) {
    print(asked.help);
    return 0;
  }
  if ('problems' in asked) return runContract(asked, { transcript: false });
  const { lastFailed: isLastFailed, mocha, isDryRun, hasOtherReporter, ...how } = asked;
  if (isDryRun === true) return dryRun(mocha);
  if (hasOtherReporter === true) leaveOutputToReporter();
  const selected = isLastFailed === true ? await withLastFailed(mocha) : { mocha };
  return runContract(selected, { transcript: false, ...how });
}

/** Selects what was red in the last run, before this one takes the place of its reports. */
async function withLastFailed(
  mocha: SelectedRun['mocha'],
): Promise<Pick<SelectedRun, 'mocha'> | { readonly problems: readonly string[] }> {
  let reportsDir: string;
  try {
    ({ reportsDir } = currentSettings());
  } catch (error) {
    if (error instanceof SettingsError) return { mocha }; // the run reports what is wrong
    throw error;
  }
  // Other specs than the suite's own have cases that nobody knows before they are loaded.
  const { lastFailed } = await import('./last-failed.js'); // loads Mocha and all specs
  const isOwn = !mocha.some((argument) => argument.startsWith('--config='));
  const selected = isOwn ? lastFailed(reportsDir) : lastFailed(reportsDir, []);
  if ('problem' in selected) return { problems: [selected.problem] };
  print(selected.sentence);
  return { mocha: [...mocha, `--grep=${selected.grep}`] };
}

runCommand(main);
