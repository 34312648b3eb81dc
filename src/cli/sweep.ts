import { loadDocument } from '../contract/load-document.js';
import { keyHeaderOf } from '../contract/security.js';
import { newCommand, readCommandLine } from './command-line.js';
import { runCommand } from './run-command.js';
import { openTarget } from '../run/process/open-target.js';
import { currentSettings } from '../settings/environment.js';
import { sweep } from '../api/leases/sweep.js';
import { planSweep, type PlannedLedger, type SweepWish } from '../api/leases/sweep-plan.js';
import { print } from '../report/output.js';
import { planLines, sweptLines } from '../report/sweep-text.js';
import type { Settings, Target } from '../model/settings.js';

/** What the command line may ask for. */
interface SweepOptions extends SweepWish {
  readonly dryRun?: true;
}

/** `npm run sweep`: releases what killed runs left behind at the API and under the key of the settings. */
async function main(): Promise<number> {
  const command = newCommand(
    'sweep',
    'Releases the browsers, proxies and profiles that killed runs left behind, at the API of the settings.',
  )
    .option('--dry-run', 'show what would be done; send nothing and change nothing')
    .option('--run <id>', 'release what this run left behind; only if you know that it is over')
    .option('--forget <id>', 'drop the ledger of this run, whose resources were deleted by hand');
  const line = readCommandLine<SweepOptions>(command, process.argv.slice(2));
  if (!('options' in line)) {
    print('help' in line ? line.help : line.problems.join('\n'));
    return 'help' in line ? 0 : 2;
  }
  const settings = currentSettings();
  const target = targetOf(settings);
  const { options } = line;
  const plan = planSweep(settings.ledgerDir, target, options);
  for (const each of planLines(plan)) print(each);
  const asked = options.run ?? options.forget;
  if (plan.length === 0) {
    const which = asked === undefined ? 'no ledger' : `no ledger of a run ${asked}`;
    print(`The folder ${settings.ledgerDir} holds ${which}: nothing to sweep.`);
    return asked === undefined ? 0 : 2;
  }
  if (options.dryRun === true) {
    print('Nothing was sent or changed (--dry-run).');
    return 0;
  }
  return (await carryOut(plan, settings, target)) && !isLeftAlone(plan, asked) ? 0 : 2;
}

/** @returns whether everything of the plan was released. */
async function carryOut(
  plan: readonly PlannedLedger[],
  settings: Settings,
  target: Target | undefined,
): Promise<boolean> {
  const kernel =
    target === undefined
      ? undefined
      : () => Promise.resolve(openTarget({ runId: 'sweep', settings, target }, () => undefined).kernel);
  const swept = await sweep(kernel, plan, settings);
  for (const each of sweptLines(swept)) print(each);
  return swept.leaks.length === 0;
}

function targetOf(settings: Settings): Target | undefined {
  const { baseUrl, apiKey, restrictedApiKey, failingBrowserId } = settings;
  if (baseUrl === undefined || apiKey === undefined) return undefined;
  const keyHeader = keyHeaderIn(settings.document);
  const target = { embedded: false, baseUrl, apiKey, restrictedApiKey, failingBrowserId };
  return keyHeader === undefined ? target : { ...target, keyHeader };
}

/** The header that the document names for the key. A document that cannot be used keeps nothing from being released. */
function keyHeaderIn(file: string): string | undefined {
  try {
    return keyHeaderOf(loadDocument(file));
  } catch {
    return undefined;
  }
}

/** Is anything left that may be this API's, or the one run that was asked for? */
function isLeftAlone(plan: readonly PlannedLedger[], asked: string | undefined): boolean {
  const isDone = ({ fate }: PlannedLedger): boolean => fate === 'release' || fate === 'remove';
  if (asked !== undefined) return !plan.every(isDone);
  return plan.some(({ fate }) => fate === 'unknown' || fate === 'no ledger');
}

runCommand(main, (error) => {
  print(error instanceof Error ? error.message : String(error));
  return 2;
});
