import { runExplore } from '../explore/run-explore.js';
import { runCommand } from '../../src/cli/run-command.js';
import { print } from '../../src/report/output.js';

/** `npm run explore [-- --seed N --steps N …]`: random sequences against the API. Exit codes: README.md. */
runCommand(() => runExplore(process.argv.slice(2), print));
