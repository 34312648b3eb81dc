import { mkdtempSync } from 'node:fs';
import { devNull } from 'node:os';
import path from 'node:path';
import { cleanEnvironment, timed } from './timed-process.js';

/**
 * Measures one `npm run gate` on the embedded reference server, in milliseconds.
 * @param folder where the run may leave its reports and ledger, in a folder of its own.
 * @throws Error when the gate does not exit 0.
 */
export async function gateRun(folder: string, stop: AbortSignal): Promise<number> {
  const home = mkdtempSync(path.join(folder, 'gate-'));
  const env = cleanEnvironment(home, {
    DOTENV_CONFIG_PATH: devNull,
    CONTRACT_REPORTS_DIR: path.join(home, 'reports'),
    CONTRACT_LEDGER_DIR: path.join(home, 'ledger'),
  });
  const { code, ms, stdout } = await timed('npm', ['run', '--silent', 'gate'], env, stop);
  if (code !== 0) throw new Error(`npm run gate exited with ${code ?? 'a signal'}:\n${stdout.slice(-2000)}`);
  return ms;
}
