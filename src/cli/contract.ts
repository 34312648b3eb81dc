import { runContract } from '../run/process/parent.js';
import { crash } from './crash.js';
import { readRunOptions } from './run-options.js';

/** `npm run contract [-- --grep …]`: checks the contract. Exit codes: README.md. */
async function main(): Promise<number> {
  const asked = readRunOptions(process.argv.slice(2));
  if ('help' in asked) {
    process.stdout.write(`${asked.help}\n`);
    return 0;
  }
  return runContract(asked, { transcript: false });
}

main().then((code) => process.exit(code), crash);
