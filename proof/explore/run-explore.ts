import { rmSync } from 'node:fs';
import path from 'node:path';
import { version as suiteVersion } from '../../package.json';
import type { ExitCode } from '../../src/model/run-record.js';
import { driftText } from '../../src/report/drift-text.js';
import { counted } from '../../src/report/visible.js';
import { expectWritable, writeAtomically } from '../../src/report/write-atomically.js';
import { compileContract, type CompiledContract } from '../../src/run/case/compiled-contract.js';
import { findTarget, newRunId } from '../../src/run/process/find-target.js';
import { openTarget } from '../../src/run/process/open-target.js';
import { stopOnSignals } from '../../src/run/process/stop-on-signals.js';
import { preflight, preflightRestricted } from '../../src/api/preflight.js';
import { currentSettings } from '../../src/settings/environment.js';
import { SettingsError } from '../../src/settings/settings-error.js';
import type { Settings, Target } from '../../src/model/settings.js';
import { targetName, UNKNOWN_TARGET } from '../../src/model/target-name.js';
import type { Leases } from '../../src/api/leases/leases.js';
import { sweep } from '../../src/api/leases/sweep.js';
import { planSweep } from '../../src/api/leases/sweep-plan.js';
import { leakLines } from '../../src/report/leaks.js';
import { planLines, sweptLines } from '../../src/report/sweep-text.js';
import { explore, type Explored, type ExploreOptions } from './explore.js';
import { readOptions } from './options.js';
import { exploreBlock, exploreJson } from './report.js';
import { exploreExitCode, exploreLastLine, type ExploreResult } from './result.js';

const REPORT = 'explore.json';

type Print = (line: string) => void;
/** A result while it comes about. */
type Draft = { -readonly [name in keyof ExploreResult]: ExploreResult[name] } & { problems: string[] };

/**
 * Explores: from the command line to the exit code, with every resource released and the report written in between.
 * @param args command line after the command's name.
 * @param print writes a line to the console.
 * @returns as for a run of the contract.
 */
export async function runExplore(args: readonly string[], print: Print): Promise<ExitCode> {
  const started = performance.now();
  const draft: Draft = {
    runId: newRunId(),
    suiteVersion,
    target: UNKNOWN_TARGET,
    document: undefined,
    startedAt: new Date().toISOString(),
    ms: 0,
    seed: undefined,
    replayed: false,
    requireAll: false,
    explored: undefined,
    requests: 0,
    problems: [],
    suiteError: undefined,
    drift: [],
  };
  let reportsDir = 'reports';
  try {
    const settings = currentSettings();
    reportsDir = settings.reportsDir;
    draft.target = targetName(settings);
    const options = readOptions(args, settings);
    if ('help' in options) {
      print(options.help);
      return 0;
    }
    expectWritable(reportsDir);
    rmSync(path.join(reportsDir, REPORT), { force: true }); // what an earlier exploration found is not this one's
    draft.seed = options.seed;
    draft.replayed = options.path !== undefined;
    draft.requireAll = settings.requireAll;
    const contract = compileContract(settings.document);
    draft.document = { file: contract.document.file, hash: contract.document.hash };
    await exploreTarget({ settings, contract, options }, draft, print);
  } catch (error) {
    if (error instanceof SettingsError) {
      reportsDir = error.place.reportsDir;
      draft.target = error.place.baseUrl ?? draft.target;
    }
    draft.problems.push(...(error instanceof SettingsError ? error.problems : [messageOf(error)]));
  }
  draft.ms = Math.round(performance.now() - started);
  return conclude(draft, reportsDir, print);
}

/** What is to be explored, and how. */
interface Asked {
  readonly settings: Settings;
  readonly contract: CompiledContract;
  readonly options: ExploreOptions;
}

/** @throws Error in a whole sentence where the target cannot be opened. */
async function exploreTarget(
  { settings, contract, options }: Asked,
  draft: Draft,
  print: Print,
): Promise<void> {
  const { target, close } = await findTarget(settings);
  const stop = stopOnSignals((signal) => {
    draft.problems.push(`The exploration was interrupted by ${signal}.`);
    print(
      'Interrupted: releasing browsers. Interrupt again to stop at once: what is not released by then is left to npm run sweep.',
    );
  });
  try {
    const stoppable = { ...options, signal: stop.signal };
    await exploreOpened({ settings, contract, options: stoppable }, target, draft, print);
  } finally {
    stop.forget();
    await close();
  }
}

async function exploreOpened(
  { settings, contract, options }: Asked,
  target: Target,
  draft: Draft,
  print: Print,
): Promise<void> {
  const { runId } = draft;
  const drift = new Set<string>();
  const { kernel, openTools } = openTarget({ runId, settings, target }, (event) => {
    if (event.type === 'request' && event.change === 'sent') draft.requests += 1;
    if (event.type === 'drift') drift.add(driftText(event.drift));
  });
  const refusal = await preflight(kernel, target);
  if (refusal !== undefined) {
    draft.problems.push(refusal);
    return;
  }
  const plan = planSweep(settings.ledgerDir, target);
  for (const line of planLines(plan, true)) print(line);
  const swept = await sweep(() => Promise.resolve(kernel), plan, settings);
  if (swept.leaks.length > 0) for (const line of sweptLines(swept)) print(line);
  const tools = openTools(contract);
  const refused = await preflightRestricted(tools.client, target);
  if (refused !== undefined) {
    draft.problems.push(refused);
    return;
  }
  const { seed, steps, seconds, sessions } = options;
  const what = draft.replayed
    ? `Running one sequence again, seed ${seed}.`
    : `Exploring with seed ${seed}: up to ${steps} steps or ${seconds} s, over ${counted(sessions, 'session')}.`;
  print(`${draft.target}. ${what}`);
  try {
    const explored = await explore(tools, options);
    draft.explored = explored;
    if (explored.blocked !== undefined) draft.problems.push(sentenceOf(explored));
    draft.suiteError = explored.suiteError?.stack;
    for (const line of explored.leftOut) print(line);
  } catch (error) {
    if (isWrongPath(error))
      draft.problems.push('The --path does not fit the --seed: give both as they were printed.');
    else draft.suiteError = error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    draft.drift = [...drift].sort();
    draft.problems.push(...(await releaseAll(tools.leases)));
  }
}

/** @returns what was not released, in sentences. */
async function releaseAll(leases: Leases): Promise<string[]> {
  const { leaks } = await leases.releaseAll();
  const trouble = leases.ledgerTrouble();
  if (trouble === undefined && leaks.length === 0) leases.dropLedger();
  const advice = trouble ?? 'Release it with the same settings: npm run sweep';
  return [
    ...leakLines(leaks).map((line) => `Not released: ${line}.`),
    ...(leaks.length > 0 || trouble !== undefined ? [advice] : []),
  ];
}

/** fast-check walks a path as far as it leads, and says so where it leads nowhere. */
function isWrongPath(error: unknown): boolean {
  return error instanceof Error && /^Unable to replay|replayPath/.test(error.message);
}

function sentenceOf({ blocked, steps }: Explored): string {
  return `The exploration could not go on after ${steps} steps: ${blocked ?? ''}.`;
}

/** Prints what came of it and writes the report. */
function conclude(result: Draft, reportsDir: string, print: Print): ExitCode {
  const file = path.join(reportsDir, REPORT);
  try {
    writeAtomically(file, exploreJson(result));
  } catch (error) {
    result.problems.push(messageOf(error));
  }
  const { explored, drift, problems, suiteError } = result;
  if (explored?.failure !== undefined) print(`\n${exploreBlock(explored.failure)}\n`);
  if (drift.length > 0) print(`Undeclared, and no breach: ${drift.join(', ')}.`);
  for (const problem of problems) print(problem);
  if (suiteError !== undefined)
    print(`The suite itself failed, which says nothing of the API:\n${suiteError}`);
  print(exploreLastLine(result));
  return exploreExitCode(result);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
