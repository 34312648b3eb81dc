import { runContract } from '../run/parent.js';
import { crash } from './crash.js';

/** `npm run contract [-- <Mocha options>]`: checks the contract. Exit codes: README.md. */
runContract(process.argv.slice(2), false).then((code) => process.exit(code), crash);
