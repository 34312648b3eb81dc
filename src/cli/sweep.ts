import { newCommand, readCommandLine } from './command-line.js';
import { counted } from '../report/visible.js';
import { openTarget } from '../run/process/open-target.js';
import { currentSettings } from '../settings/environment.js';
import { sweep } from '../api/leases/sweep.js';
import { print, surviveClosedOutput } from '../report/output.js';

/** `npm run sweep`: releases what killed runs left behind at the API and under the key of the settings. */
async function main(): Promise<number> {
  const command = newCommand(
    'sweep',
    'Releases the browsers, proxies and profiles that killed runs left behind, at the API of the settings.',
  );
  const line = readCommandLine(command, process.argv.slice(2));
  if (!('options' in line)) {
    print('help' in line ? line.help : line.problems.join('\n'));
    return 'help' in line ? 0 : 2;
  }
  const settings = currentSettings();
  const { baseUrl, apiKey, restrictedApiKey, failingBrowserId } = settings;
  if (baseUrl === undefined || apiKey === undefined) {
    print('KERNEL_BASE_URL is not set: the embedded reference server leaves nothing behind to sweep.');
    return 0;
  }
  const target = { embedded: false, baseUrl, apiKey, restrictedApiKey, failingBrowserId };
  const { kernel } = openTarget({ runId: 'sweep', settings, target }, () => undefined);
  const { released, sentences, left } = await sweep(kernel, settings.ledgerDir, target, undefined);
  for (const sentence of sentences) print(sentence);
  print(`${counted(released, 'browser')} released.`);
  return left === 0 ? 0 : 2;
}

surviveClosedOutput();
main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    print(error instanceof Error ? error.message : String(error));
    process.exit(2);
  },
);
