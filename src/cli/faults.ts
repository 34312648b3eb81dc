import { runFaults } from '../matrix/run-faults.js';
import { crash } from './crash.js';

/** `npm run faults [-- --full …]`: every fault of the stand-in is found, and nothing harmless. Exit codes: README.md. */
runFaults(process.argv.slice(2), process.stdout).then((code) => process.exit(code), crash);
