import http from 'node:http';
import https from 'node:https';
import Mocha from 'mocha';
import type { Leases } from '../../api/leases/leases.js';
import { preflight, preflightRestricted } from '../../api/preflight.js';
import { currentSettings, readHandoff, type Handoff } from '../../settings/settings.js';
import type { ContractCase } from '../../model/contract-case.js';
import { compileContract } from '../case/compiled-contract.js';
import { openHost, type Host } from './host.js';
import { pipeJournal, type Journal } from './journal.js';
import { NeverRan, startWorkers, type Workers } from '../schedule/workers.js';
import { openTarget } from './open-target.js';
import { watchPlainTests } from './plain-tests.js';
import type { CaseResult } from '../../model/run-record.js';
import { caseOf } from './registry.js';
import { selectedTests } from './selection.js';
import type { Tools } from '../case/tools.js';
import { tryAgain } from '../schedule/try-again.js';

/** A process without its parent releases what it holds, and is gone after so long whatever hangs. */
const ORPHANED_MS = 120_000;

/** The run inside the Mocha process; one per process. */
interface ActiveRun {
  readonly workers: Workers;
  readonly leases: Leases | undefined;
  readonly journal: Journal;
  /** Only where Mocha was started by hand: nobody else writes the reports. */
  readonly host: Host | undefined;
  readonly transcript: boolean;
  readonly requireAll: boolean;
  readonly tryBreachesAgain: () => Promise<void>;
}

let active: ActiveRun | undefined;

/** Awaits the result of a case from the workers. */
export function resultOfCase(testCase: ContractCase): Promise<CaseResult> {
  if (active === undefined)
    return Promise.reject(new Error('No run has begun: fixtures/hooks.ts is not loaded.'));
  return active.workers.result(testCase.id);
}

/** Does somebody want to see every exchange? */
export function wantsTranscript(): boolean {
  return active?.transcript === true;
}

/** Does a case that could not be verified fail the run? */
export function requiresAll(): boolean {
  return active?.requireAll === true;
}

/** Begins the run, once Mocha has loaded and selected its tests: inventory, preflight, workers. */
export async function beginRun(runner: Mocha.Runner): Promise<void> {
  const handed = readHandoff();
  const host = handed === undefined ? await openHost(currentSettings(), false, print) : undefined;
  const handoff = handed ?? host?.handoff;
  if (handoff === undefined) throw new Error('The run has neither a parent process nor a host of its own.');
  const write: Journal = host === undefined ? pipeJournal() : (event) => host.apply(event);
  const breached = new Set<string>();
  const journal: Journal = (event) => {
    if (event.type === 'result' && event.result.verdict === 'breach') breached.add(event.result.id);
    write(event);
    if (event.type === 'result' && runner.suite.bail() && failed(event.result)) stopAt(event.result.id);
  };

  let bailed = false;
  /** What is under way in other workers may fail as well: the first one is told. */
  const stopAt = (id: string): void => {
    if (bailed) return;
    bailed = true;
    const sentence = `The run ended at ${id}, which did not pass (--bail); the cases left were not tried.`;
    write({ type: 'problem', problem: { kind: 'blocked', name: 'bail', sentence } });
    active?.workers.stop(`--bail: ${id} did not pass`);
  };
  const tests = selectedTests(runner);
  const cases = tests.flatMap((test) => caseOf(test) ?? []);
  if (tests.length === 0) {
    const sentence = 'No case matches what was asked for: npm run cases lists them all.';
    journal({ type: 'problem', problem: { kind: 'blocked', name: 'selection', sentence } });
  }
  const plain = watchPlainTests(runner, tests, journal);
  journal({
    type: 'inventory',
    cases: [
      ...cases.map(({ id, group, sentence, intent, clause }) => ({ id, group, sentence, intent, clause })),
      ...plain,
    ],
  });
  journalRunProblems(runner, journal);

  const { workers, tools } = await openWorkers(cases, handoff, journal, runner);
  active = {
    workers,
    leases: tools?.leases,
    journal,
    host,
    transcript: handoff.transcript,
    requireAll: handoff.settings.requireAll,
    tryBreachesAgain: async () => {
      if (tools === undefined || interrupted || runner.suite.bail()) return;
      await tryAgain(
        cases.filter(({ id }) => breached.has(id)),
        tools,
        () => interrupted,
      );
    },
  };
  let interrupted = false;
  onSignals(handed !== undefined, (why) => {
    interrupted = true;
    workers.stop(why);
    runner.abort();
    if (handed !== undefined) return; // the parent says it
    const sentence = `The run was interrupted (${why}); the cases left were not tried.`;
    journal({ type: 'problem', problem: { kind: 'blocked', name: 'interrupted', sentence } });
  });
}

/** Ends the run: waits for the workers, releases what is held, closes connections. */
export async function endRun(): Promise<void> {
  if (active === undefined) return;
  const { workers, leases, journal, host, tryBreachesAgain } = active;
  workers.stop('Mocha ended before it');
  await workers.finished;
  await tryBreachesAgain();
  for (const sentence of (await leases?.releaseAll()) ?? []) print(sentence); // told for good by whoever releases last
  http.globalAgent.destroy();
  https.globalAgent.destroy();
  journal({ type: 'end' });
  if (host === undefined) return;
  const code = await host.finish();
  // Mocha knows only of failed tests, and says so when the process exits; whoever is asked later has the last word.
  setImmediate(() => process.on('exit', () => (process.exitCode = code)));
}

/** Preflight, then workers over the cases; no workers, and a run that says why, where the target cannot be used. */
async function openWorkers(
  cases: readonly ContractCase[],
  handoff: Handoff,
  journal: Journal,
  runner: Mocha.Runner,
): Promise<{ workers: Workers; tools: Tools | undefined }> {
  const { vendor, openTools } = openTarget(handoff, journal);
  const giveUp = (name: string, sentence: string): { workers: Workers; tools: undefined } => {
    journal({ type: 'problem', problem: { kind: 'blocked', name, sentence } });
    runner.abort();
    const result = (): Promise<never> => Promise.reject(new NeverRan(sentence));
    return { workers: { result, stop: () => undefined, finished: Promise.resolve() }, tools: undefined };
  };
  const refusal = cases.length === 0 ? undefined : await preflight(vendor, handoff.target);
  if (refusal !== undefined) return giveUp('preflight', refusal);
  let tools: Tools;
  try {
    tools = openTools(compileContract(handoff.settings.document));
  } catch (error) {
    return giveUp('ledger', messageOf(error));
  }
  const needsRestricted = cases.some(({ needs }) => needs.includes('restricted key'));
  const refused = needsRestricted ? await preflightRestricted(tools.client, handoff.target) : undefined;
  if (refused !== undefined) return giveUp('preflight', refused);
  return { workers: startWorkers(cases, handoff.settings.browsers, tools), tools };
}

/** What goes wrong outside every case: a hook that fails, a promise that nobody awaited. */
function journalRunProblems(runner: Mocha.Runner, journal: Journal): void {
  const suiteProblem = (name: string, sentence: string): void =>
    journal({ type: 'problem', problem: { kind: 'suite', name, sentence } });
  runner.on('fail', (failed, error) => {
    const type: string = failed.type; // the types know of no failing hook
    if (type === 'hook') suiteProblem('hook', `The ${failed.title} failed: ${messageOf(error)}`);
  });
  process.on('unhandledRejection', (reason) => {
    suiteProblem('unhandled rejection', `A promise was rejected that nobody awaited: ${messageOf(reason)}`);
    throw reason; // Mocha swallows it otherwise
  });
  process.on('uncaughtExceptionMonitor', (error, origin) => {
    if (origin === 'uncaughtException')
      suiteProblem('uncaught exception', `An exception was not caught: ${messageOf(error)}`);
  });
}

function onSignals(hasParent: boolean, stop: (why: string) => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal));
  if (hasParent) {
    process.on('disconnect', () => {
      stop('the parent process is gone');
      setTimeout(() => process.exit(2), ORPHANED_MS).unref(); // nobody is left who could end it
    });
    process.channel?.unref();
  }
}

/** Does Mocha count it as a failure? */
function failed({ verdict }: CaseResult): boolean {
  return ['breach', 'suite error', 'blocked'].includes(verdict);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
