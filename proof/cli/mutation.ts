import { runMutationCommand } from '../mutation/run-mutation-command.js';
import { runCommand } from '../../src/cli/run-command.js';

/** `npm run mutation [-- --full …]`: every mutant of the reference server is found, and nothing harmless. Exit codes: README.md. */
runCommand(() => runMutationCommand(process.argv.slice(2), process.stdout));
