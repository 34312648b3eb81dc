import { runMutants } from '../mutation/run-mutation-command.js';
import { crash } from '../../src/cli/crash.js';

/** `npm run mutants [-- --full …]`: every mutant of the reference server is found, and nothing harmless. Exit codes: README.md. */
runMutants(process.argv.slice(2), process.stdout).then((code) => process.exit(code), crash);
