import { spawn } from 'node:child_process';

/**
 * Lets Mocha list the cases that it would run. It has neither a handoff nor a server: nothing can be sent, and the
 * reports of the last run stay.
 * @param args arguments for Mocha, `--dry-run` among them.
 * @returns its exit code.
 */
export function dryRun(args: readonly string[]): Promise<number> {
  const mocha = spawn(process.execPath, [require.resolve('mocha/bin/mocha.js'), ...args], {
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    mocha.once('exit', (code) => resolve(code ?? 2)); // none where a signal ended it
    mocha.once('error', reject);
  });
}
