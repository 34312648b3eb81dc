import { runContract } from '../run/process/parent.js';
import { crash } from './crash.js';

/** `npm run contract [-- --grep …]`: checks the contract. Exit codes: README.md. */
runContract(process.argv.slice(2), { transcript: false }).then((code) => process.exit(code), crash);
