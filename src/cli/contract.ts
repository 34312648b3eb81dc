import { leaveOutputToReporter, print, surviveClosedOutput } from '../report/output.js';
import { dryRun } from '../run/process/dry-run.js';
import { runContract } from '../run/process/parent.js';
import { crash } from './crash.js';
import { readRunOptions } from './run-options.js';

/** `npm run contract [-- --grep …]`: checks the contract. Exit codes: README.md. */
async function main(): Promise<number> {
  const asked = readRunOptions(process.argv.slice(2));
  if ('help' in asked) {
    print(asked.help);
    return 0;
  }
  if ('mocha' in asked && asked.isDryRun === true) return dryRun(asked.mocha);
  if ('mocha' in asked && asked.hasOtherReporter === true) leaveOutputToReporter();
  return runContract(asked, { transcript: false });
}

surviveClosedOutput();
main().then((code) => process.exit(code), crash);
