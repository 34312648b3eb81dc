import http from 'node:http';
import https from 'node:https';
import type Mocha from 'mocha';
import { listed } from '../../model/case.js';
import type { Journal } from '../../model/events.js';
import type { InventoryCase } from '../../model/run-record.js';
import { currentSettings, handedSettings } from '../../settings/environment.js';
import { print } from '../../report/output.js';
import { showEachCase } from '../../report/verbosity.js';
import { activate, activeRun } from './active-run.js';
import { bailingAtBreach } from './bail.js';
import { createContractRun, NOTHING_SELECTED } from './contract-run.js';
import { handedOver } from './handed-over.js';
import type { Host } from './host.js';
import { pipeJournal } from './journal.js';
import { watchPlainTests } from './plain-tests.js';
import { caseOf, placeOf } from './registry.js';
import { journalRunProblems } from './run-problems.js';
import { endBeforeStart } from './by-hand.js';
import { mochaCommandLine } from './mocha-command-line.js';
import { countTests, keepNamed, selectedTests } from './selection.js';
import { onSignals } from './stop-on-signals.js';

/** A process without its parent releases what it holds, and is gone after so long whatever hangs. */
const ORPHANED_MS = 120_000;

/** Begins the run, once Mocha has loaded and selected its tests. */
export async function beginRun(runner: Mocha.Runner): Promise<void> {
  const all = countTests(runner);
  const { isDryRun, named } = mochaCommandLine();
  keepNamed(runner, named);
  const tests = selectedTests(runner);
  if (isDryRun) {
    if (tests.length === 0) endBeforeStart(new Error(NOTHING_SELECTED));
    return; // the reporter lists them
  }
  const hasParent = handedSettings() !== undefined;
  const host = hasParent ? undefined : await openOwnHost();
  const handoff = host?.handoff ?? (await handedOver());
  if (handoff.settings.verbose) showEachCase();
  const write: Journal = host === undefined ? pipeJournal() : (event) => host.apply(event);
  const cases = tests.flatMap((test) => caseOf(test) ?? []);
  const bails = runner.suite.bail();
  const run = createContractRun(cases, bails, bails ? bailingAtBreach(runner.suite, write) : write);
  const plain = watchPlainTests(runner, tests, run.journal);
  journalRunProblems(runner, run.journal);

  stopWhenAsked(hasParent, (why) => {
    run.interrupt(why);
    runner.abort();
    if (hasParent) return; // the parent reports it
    const sentence = `The run was interrupted (${why}); the remaining cases were not tried.`;
    run.journal({ type: 'problem', problem: { kind: 'blocked', name: 'interrupted', sentence } });
  });
  const isOpen = await run.begin([...inventoryOf(tests), ...plain], tests.length === all, handoff);
  if (!isOpen) runner.abort();
  const { transcript, settings } = handoff;
  activate({ run, host, transcript, requireAll: settings.requireAll });
}

/** The cases of this suite, as the inventory lists them. */
function inventoryOf(tests: readonly Mocha.Test[]): InventoryCase[] {
  return tests.flatMap((test) => {
    const one = caseOf(test);
    return one === undefined ? [] : [{ ...listed(one), ...placeOf(test) }];
  });
}

/** The host of a Mocha that was started by hand. */
async function openOwnHost(): Promise<Host> {
  const settings = currentSettings();
  const { openHost } = await import('./host.js'); // a Mocha with a parent process needs none
  try {
    return await openHost(settings, {}, print);
  } catch (error) {
    return endBeforeStart(error, settings); // Mocha would end with a stack and exit code 1
  }
}

/** Ends the run: waits for the workers, releases what is held, closes connections. */
export async function endRun(): Promise<void> {
  const active = activeRun();
  if (active === undefined) return;
  const { run, host } = active;
  await run.finish();
  http.globalAgent.destroy();
  https.globalAgent.destroy();
  run.journal({ type: 'end' });
  if (host === undefined) return;
  const code = await host.finish();
  // Mocha knows only of failed tests, and says so when the process exits; the listener added last has the last word.
  const haveTheLastWord = (): void => void (process.exitCode = code);
  process.on('exit', haveTheLastWord); // with --exit, Mocha ends the process itself
  setImmediate(() => process.on('exit', haveTheLastWord));
}

function stopWhenAsked(hasParent: boolean, stop: (why: string) => void): void {
  onSignals({
    first: stop,
    again() {
      if (!hasParent) process.exit(2); // at once: the ledger remembers what is left
    },
  });
  if (hasParent) {
    process.on('disconnect', () => {
      stop('the parent process is gone');
      setTimeout(() => process.exit(2), ORPHANED_MS).unref(); // no other process is left that could end it
    });
    process.channel?.unref();
  }
}
