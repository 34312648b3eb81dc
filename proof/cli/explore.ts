import { runExplore } from '../explore/run-explore.js';
import { crash } from '../../src/cli/crash.js';
import { print, surviveClosedOutput } from '../../src/report/output.js';

/** `npm run explore [-- --seed N --steps N …]`: random sequences against the API. Exit codes: README.md. */
surviveClosedOutput();
runExplore(process.argv.slice(2), print).then((code) => process.exit(code), crash);
