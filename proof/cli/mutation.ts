import { runMutationCommand } from '../mutation/run-mutation-command.js';
import { crash } from '../../src/cli/crash.js';
import { surviveClosedOutput } from '../../src/report/output.js';

/** `npm run mutation [-- --full …]`: every mutant of the reference server is found, and nothing harmless. Exit codes: README.md. */
surviveClosedOutput();
runMutationCommand(process.argv.slice(2), process.stdout).then((code) => process.exit(code), crash);
