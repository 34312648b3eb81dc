import http from 'node:http';
import https from 'node:https';
import type Mocha from 'mocha';
import { listed } from '../../model/case.js';
import type { Journal } from '../../model/events.js';
import type { CaseResult } from '../../model/run-record.js';
import { currentSettings, readHandoff } from '../../settings/environment.js';
import { print } from '../../report/output.js';
import { showEachCase } from '../../report/verbosity.js';
import { createBreached } from '../schedule/breached.js';
import { lookAgain } from '../schedule/look-again.js';
import { tryAgain } from '../schedule/try-again.js';
import { activate, activeRun } from './active-run.js';
import { openHost, type Host } from './host.js';
import { pipeJournal } from './journal.js';
import { openWorkers } from './open-workers.js';
import { watchPlainTests } from './plain-tests.js';
import { caseOf } from './registry.js';
import { journalRunProblems } from './run-problems.js';
import { endBeforeStart } from './by-hand.js';
import { mochaCommandLine } from './mocha-command-line.js';
import { countTests, keepNamed, selectedTests } from './selection.js';

/** A process without its parent releases what it holds, and is gone after so long whatever hangs. */
const ORPHANED_MS = 120_000;

const NOTHING_SELECTED = 'No case matches the selection: npm run cases lists all cases.';

/** Begins the run, once Mocha has loaded and selected its tests: inventory, preflight, workers. */
export async function beginRun(runner: Mocha.Runner): Promise<void> {
  const all = countTests(runner);
  const { isDryRun, named } = mochaCommandLine();
  keepNamed(runner, named);
  const tests = selectedTests(runner);
  if (isDryRun) {
    if (tests.length === 0) endBeforeStart(new Error(NOTHING_SELECTED));
    return; // the reporter lists them
  }
  const handed = readHandoff();
  const host = handed === undefined ? await openOwnHost() : undefined;
  const handoff = handed ?? host?.handoff;
  if (handoff === undefined) throw new Error('The run has neither a parent process nor a host of its own.');
  if (handoff.settings.verbose) showEachCase();
  const write: Journal = host === undefined ? pipeJournal() : (event) => host.apply(event);
  const cases = tests.flatMap((test) => caseOf(test) ?? []);
  const breached = createBreached();
  const journal: Journal = (event) => {
    write(event); // throws where an event cannot be written down
    if (event.type === 'result' && event.result.verdict === 'breach') noteBreach(event.result);
    if (event.type === 'result' && runner.suite.bail() && failed(event.result)) stopAt(event.result.id);
  };

  const noteBreach = (result: CaseResult): void => {
    const testCase = cases.find(({ id }) => id === result.id);
    if (testCase !== undefined) breached.note(testCase, result); // a plain test has no cause
  };

  let bailed = false;
  /** What is under way in other workers may fail as well: only the first one is named. */
  const stopAt = (id: string): void => {
    if (bailed) return;
    bailed = true;
    const sentence = `The run ended at ${id}, which did not pass (--bail); the remaining cases were not tried.`;
    write({ type: 'problem', problem: { kind: 'blocked', name: 'bail', sentence } });
    activeRun()?.workers.stop(`--bail: ${id} did not pass`);
  };
  if (tests.length === 0) {
    journal({ type: 'problem', problem: { kind: 'blocked', name: 'selection', sentence: NOTHING_SELECTED } });
  }
  const plain = watchPlainTests(runner, tests, journal);
  journal({ type: 'inventory', cases: [...cases.map(listed), ...plain], isWhole: tests.length === all });
  journalRunProblems(runner, journal);

  let interrupted = false;
  const { workers, tools } = await openWorkers(cases, handoff, journal, runner);
  activate({
    workers,
    leases: tools?.leases,
    journal,
    host,
    transcript: handoff.transcript,
    requireAll: handoff.settings.requireAll,
    tryBreachesAgain: async () => {
      if (tools === undefined || interrupted || runner.suite.bail()) return;
      if (tools.outages !== undefined) await lookAgain(tools.outages, tools, () => interrupted);
      await tryAgain(breached.toTryAgain(), tools, () => interrupted);
    },
  });
  onSignals(handed !== undefined, (why) => {
    interrupted = true;
    workers.stop(why);
    runner.abort();
    if (handed !== undefined) return; // the parent reports it
    const sentence = `The run was interrupted (${why}); the remaining cases were not tried.`;
    journal({ type: 'problem', problem: { kind: 'blocked', name: 'interrupted', sentence } });
  });
}

/** The host of a Mocha that was started by hand. */
async function openOwnHost(): Promise<Host> {
  const settings = currentSettings();
  try {
    return await openHost(settings, false, print);
  } catch (error) {
    return endBeforeStart(error, settings); // Mocha would end with a stack and exit code 1
  }
}

/** Ends the run: waits for the workers, releases what is held, closes connections. */
export async function endRun(): Promise<void> {
  const run = activeRun();
  if (run === undefined) return;
  const { workers, leases, journal, host, tryBreachesAgain } = run;
  workers.stop('Mocha ended before it');
  await workers.finished;
  await tryBreachesAgain();
  for (const sentence of (await leases?.releaseAll()) ?? []) print(sentence); // the host's release has the last word
  http.globalAgent.destroy();
  https.globalAgent.destroy();
  journal({ type: 'end' });
  if (host === undefined) return;
  const code = await host.finish();
  // Mocha knows only of failed tests, and says so when the process exits; the listener added last has the last word.
  const haveTheLastWord = (): void => void (process.exitCode = code);
  process.on('exit', haveTheLastWord); // with --exit, Mocha ends the process itself
  setImmediate(() => process.on('exit', haveTheLastWord));
}

function onSignals(hasParent: boolean, stop: (why: string) => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal));
  if (hasParent) {
    process.on('disconnect', () => {
      stop('the parent process is gone');
      setTimeout(() => process.exit(2), ORPHANED_MS).unref(); // no other process is left that could end it
    });
    process.channel?.unref();
  }
}

/** Does Mocha count this result as a failure? */
function failed({ verdict }: CaseResult): boolean {
  return ['breach', 'suite error', 'blocked'].includes(verdict);
}
