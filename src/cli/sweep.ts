import { version as suiteVersion } from '../../package.json';
import { redactorFor } from '../run/host.js';
import { userAgent } from '../target/client.js';
import { createPace } from '../target/pace.js';
import { readSettings } from '../target/settings.js';
import { sweep } from '../target/sweep.js';
import { createVendorClient } from '../target/vendor-client.js';

/** `npm run sweep`: releases what killed runs left behind at the API and under the key of the settings. */
async function main(): Promise<number> {
  const settings = readSettings();
  const { baseUrl, apiKey, restrictedApiKey, failingBrowserId } = settings;
  if (baseUrl === undefined || apiKey === undefined) {
    process.stdout.write(
      'KERNEL_BASE_URL is not set: the embedded stand-in leaves nothing behind to sweep.\n',
    );
    return 0;
  }
  const target = { embedded: false, baseUrl, apiKey, restrictedApiKey, failingBrowserId };
  const pace = createPace(settings.requestsPerMinute, settings.browsers);
  const agent = userAgent(suiteVersion, 'sweep');
  const vendor = createVendorClient(
    target,
    pace,
    redactorFor(target),
    agent,
    settings.timeoutMs,
    () => undefined,
  );
  const { released, sentences, left } = await sweep(vendor, settings.ledgerDir, target, undefined);
  for (const sentence of sentences) process.stdout.write(`${sentence}\n`);
  process.stdout.write(`${released} browsers released.\n`);
  return left === 0 ? 0 : 2;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  },
);
