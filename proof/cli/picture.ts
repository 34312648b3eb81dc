import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newCommand, readCommandLine } from '../../src/cli/command-line.js';
import { print, surviveClosedOutput } from '../../src/report/output.js';
import { startDeviatingServer } from '../deviating-server.js';
import { openBrowser } from '../testing/browser.js';
import { runInProcess } from '../testing/run-in-process.js';

const FILE = 'docs/page.png';
/** It breaks statements of several members by one cause, so that a cause and the map of the contract have room. */
const MUTANT = 'viewport-swapped';
const DOCUMENT = 'openapi/kernel-patch-browser.openapi.yaml';
/** The picture is of this size: as much of the page as explains it. */
const SIZE = { width: 1240, height: 2470 };

/** Says how it is called where it is asked, or called otherwise, before it overwrites a committed file. */
function unlessAsked(): number | undefined {
  const command = newCommand('picture', `Makes the picture of the page of a run, ${FILE}, again.`);
  const line = readCommandLine(command, process.argv.slice(2));
  if ('options' in line) return undefined;
  print('help' in line ? line.help : line.problems.join('\n'));
  return 'help' in line ? 0 : 2;
}

/** The command `npm run picture`: makes the picture of the page in the README, from a run against a wrong server. */
async function main(): Promise<void> {
  const code = unlessAsked();
  if (code !== undefined) {
    process.exitCode = code;
    return;
  }
  const page = await pageOfARun();
  const dir = mkdtempSync(path.join(tmpdir(), 'picture-'));
  const browser = await openBrowser();
  try {
    const file = path.join(dir, 'index.html');
    writeFileSync(file, page);
    const tab = await browser.newPage({ viewport: SIZE, deviceScaleFactor: 0.58, colorScheme: 'light' });
    await tab.goto(`file://${file}`);
    await tab.waitForSelector('html[data-ready]');
    await tab.screenshot({ path: FILE });
  } finally {
    await browser.close();
    rmSync(dir, { recursive: true, force: true });
  }
  process.stdout.write(`${FILE} is written.\n`);
}

/** The page of a run against the wrong server, under the address of an API: that of a test means nothing to a reader. */
async function pageOfARun(): Promise<string> {
  const server = await startDeviatingServer({ document: DOCUMENT, mutant: MUTANT });
  try {
    const run = await runInProcess({
      env: {
        KERNEL_BASE_URL: server.url,
        CONTRACT_ENVIRONMENT: 'staging',
        KERNEL_API_KEY: server.apiKey,
        KERNEL_RESTRICTED_API_KEY: server.restrictedApiKey,
        KERNEL_FAILING_BROWSER_ID: server.failingBrowserId,
      },
    });
    const page = run.report('index.html');
    run.discard();
    return page.replaceAll(server.url, 'https://staging.example.com');
  } finally {
    await server.close();
  }
}

surviveClosedOutput();
main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 3;
});
