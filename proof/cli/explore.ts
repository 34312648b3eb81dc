import { runExplore } from '../explore/run-explore.js';
import { crash } from '../../src/cli/crash.js';

/** `npm run explore [-- --seed N --steps N …]`: random sequences against the API. Exit codes: README.md. */
const print = (line: string): void => void process.stdout.write(`${line}\n`);
runExplore(process.argv.slice(2), print).then((code) => process.exit(code), crash);
