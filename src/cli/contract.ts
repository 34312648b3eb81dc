import { runContract } from '../run/parent.js';

/** `npm run contract [-- <Mocha options>]`: checks the contract. Exit codes: README.md. */
void runContract(process.argv.slice(2), false).then((code) => process.exit(code));
