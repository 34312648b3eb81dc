import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { version as suiteVersion } from '../../../package.json';
import { loadDocument } from '../../contract/load-document.js';
import { declaredStatuses } from '../../contract/declared-responses.js';
import { requestSchemaOf } from '../../contract/operation.js';
import { requirementsOf } from '../../contract/followed-requirement.js';
import { keepSummary, readHistory } from '../../report/history.js';
import { runPage } from '../../report/page/page.js';
import { annotations } from '../../report/annotations.js';
import { appendSummary, jobSummary } from '../../report/job-summary.js';
import { headline, NOTHING_KEPT } from '../../report/headline.js';
import { junitXml } from '../../report/junit.js';
import { output, printCommand, type Print } from '../../report/output.js';
import { runBlocks } from '../../report/run-blocks.js';
import { runDetails } from '../../report/run-details.js';
import { runJson, runReport } from '../../report/run-json.js';
import { sinceGreen } from '../../report/since-green.js';
import { summaryOf } from '../../report/summary.js';
import { planLines, sweptLines } from '../../report/sweep-text.js';
import { prepareReports, REPORTS } from '../../report/reports-folder.js';
import { writeAtomically } from '../../report/write-atomically.js';
import { startReferenceServer } from '../../reference-server/server.js';
import { readPrices } from '../../settings/prices.js';
import { readKnownDeviations } from '../../settings/known-deviations.js';
import { SettingsError } from '../../settings/settings-error.js';
import type { KnownDeviation } from '../../model/known-deviation.js';
import type { Handoff, Settings, Target } from '../../model/settings.js';
import { targetName } from '../../model/target-name.js';
import { proxyName } from '../../api/network.js';
import { openLedger, type Ledger } from '../../api/leases/ledger.js';
import { releaseRun, sweep } from '../../api/leases/sweep.js';
import { planSweep } from '../../api/leases/sweep-plan.js';
import { exitCode } from '../../model/exit-code.js';
import type { RunEvent } from '../../model/events.js';
import { createRecordKeeper } from './record-keeper.js';
import type { ExitCode, RunRecord } from '../../model/run-record.js';
import { openTarget } from './open-target.js';

/** What must survive the Mocha process: the reference server, the record, the reports, the release of what is left. */
export interface Host {
  readonly handoff: Handoff;
  /** Takes an event into the record; the JUnit file follows soon. */
  apply(event: RunEvent): void;
  /**
   * Releases what is left, writes the final reports, prints how the run ended.
   * @param hurry ends the release at once.
   */
  finish(hurry?: AbortSignal): Promise<ExitCode>;
}

/** How a run differs from the usual one. */
export interface HostHow {
  /** Every exchange is printed. */
  readonly transcript?: boolean;
  /** The run is not part of the history: it looks at a single case. */
  readonly isAside?: boolean;
  /** The browser of the case is left to a person. */
  readonly keeps?: boolean;
}

/** The JUnit file is rewritten at most this often. */
const WRITE_EVERY_MS = 250;

/**
 * Opens a run: finds the target, starts the reference server where none is given, releases what killed runs left behind.
 * @param print writes a line to the console.
 * @throws Error in a whole sentence when the document cannot be used, or no report can be written.
 */
export async function openHost(settings: Settings, how: HostHow, print: Print): Promise<Host> {
  const folder = prepareReports(settings.reportsDir);
  try {
    for (const sentence of folder.sentences) print(sentence);
    return await openRun(settings, { ...how, print, giveBack: () => folder.release() });
  } catch (error) {
    folder.release();
    throw error;
  }
}

/** How a host shows what it does, and what it gives back at its end. */
interface HostTools extends HostHow {
  readonly print: Print;
  readonly giveBack: () => void;
}

async function openRun(
  settings: Settings,
  { transcript = false, isAside = false, keeps = false, print, giveBack }: HostTools,
): Promise<Host> {
  const deviations = deviationsFor(settings);
  const document = loadDocument(settings.document);
  const requirements = requirementsOf(document);
  const earlier = readHistory(settings.reportsDir).runs;
  requestSchemaOf(document); // specs could not make their cases without one
  const declared = declaredStatuses(document); // before a server starts that nothing would close
  const { target, close } = await findTarget(settings);
  const runId = newRunId();
  const keeper = createRecordKeeper({
    runId,
    suiteVersion,
    target: targetName(settings),
    ...(settings.reach.proxy === undefined ? {} : { through: proxyName(settings.reach.proxy) }),
    ...(target.embedded ? {} : { prices: readPrices() }),
    isEmbedded: target.embedded,
    document: { file: document.file, hash: document.hash },
    declaredStatuses: declared,
    startedAt: new Date().toISOString(),
    requireAll: settings.requireAll,
    deviations,
  });
  const files = {
    junit: path.join(settings.reportsDir, REPORTS.junit),
    json: path.join(settings.reportsDir, REPORTS.json),
    page: path.join(settings.reportsDir, REPORTS.page),
    summary: path.join(settings.reportsDir, REPORTS.summary),
  };

  let timer: NodeJS.Timeout | undefined;
  let unwritable = false;
  /** @returns whether it was written; the record says why not. */
  const written = (file: string, text: string): boolean => {
    try {
      writeAtomically(file, text);
      return true;
    } catch (error) {
      const sentence = error instanceof Error ? error.message : String(error);
      if (!unwritable)
        keeper.apply({ type: 'problem', problem: { kind: 'blocked', name: 'reports', sentence } });
      unwritable = true;
      return false;
    }
  };
  const writeJunit = (): boolean => {
    timer = undefined;
    return written(files.junit, junitXml(keeper.record()));
  };
  const writeJson = (): boolean => written(files.json, runJson(keeper.record(), exitCode(keeper.record())));
  const writePage = (): boolean =>
    written(
      files.page,
      runPage(keeper.record(), exitCode(keeper.record()), { document, requirements, earlier }),
    );
  let summary = '';
  const writeSummary = (): boolean => {
    const record = keeper.record();
    const code = exitCode(record);
    const since = sinceGreen(earlier, summaryOf(runReport(record, code)), new Date().toISOString());
    summary = jobSummary(record, code, since);
    return written(files.summary, summary);
  };
  /** The last reports: each says how the run ended, that another one could not be written included. */
  const writeAll = (): void => {
    const able = [writeJson, writeJunit, writePage, writeSummary].map((write) => ({
      write,
      isDone: write(),
    }));
    if (able.every(({ isDone }) => isDone)) return;
    for (const { write, isDone } of able) if (isDone) write();
  };
  /** What later runs are compared with. That it is missing changes nothing about this run. */
  const remember = (record: RunRecord, code: ExitCode): void => {
    try {
      keepSummary(settings.reportsDir, summaryOf(runReport(record, code)));
    } catch (error) {
      print(error instanceof Error ? error.message : String(error));
    }
  };
  const apply = (event: RunEvent): void => {
    keeper.apply(event);
    if (event.type === 'inventory') writeJunit();
    else timer ??= setTimeout(writeJunit, WRITE_EVERY_MS);
  };
  const { kernel } = openTarget({ runId, settings, target }, (event) => keeper.apply(event));
  const { requestsPerMinute } = settings;

  writeJunit();
  const plan = planSweep(settings.ledgerDir, target);
  for (const line of planLines(plan, true)) print(line);
  const swept = await sweep(kernel, plan, { requestsPerMinute });
  if (swept.leaks.length > 0) for (const line of sweptLines(swept)) print(line);
  let ledger: Ledger;
  try {
    ledger = openLedger(settings.ledgerDir, runId, target); // this process, too, is alive as long as the run
  } catch (error) {
    await close();
    throw error;
  }

  return {
    handoff: { runId, settings, target, deviations, transcript, keeps },
    apply,
    async finish(hurry) {
      const { problems, leaks: known = [] } = keeper.record();
      const sentence = ledger.trouble();
      if (sentence !== undefined && !problems.some(({ name }) => name === 'ledger'))
        keeper.apply({ type: 'problem', problem: { kind: 'blocked', name: 'ledger', sentence } });
      const limits = { requestsPerMinute, signal: hurry };
      const { browsers, leaks } = await releaseRun(kernel, ledger, known, limits);
      for (let count = 0; count < browsers; count += 1) keeper.apply({ type: 'browser', change: 'released' });
      keeper.apply({ type: 'leaks', leaks });
      clearTimeout(timer);
      writeAll();
      const code = exitCode(keeper.record());
      const record = keeper.record();
      if (!isAside) remember(record, code);
      const { summaryFile } = settings.ci;
      const trouble = isAside || summaryFile === undefined ? undefined : appendSummary(summaryFile, summary);
      if (trouble !== undefined) print(trouble);
      const colour = output().isTTY;
      if (keeps && record.kept === undefined) print(NOTHING_KEPT);
      const command = settings.ci.isGitHub && !isAside ? printCommand : () => undefined;
      command({ name: 'group', message: 'Causes and details' });
      for (const block of runBlocks(record)) print(`${block}\n`);
      print(`${runDetails(record, colour)}\n`, colour);
      command({ name: 'endgroup' });
      for (const annotation of annotations(record, code)) command(annotation);
      print(headline(record, files, code, colour), colour);
      await close();
      giveBack();
      return code;
    },
  };
}

/**
 * The breaches that are accepted of this target: none of the reference server, which conforms.
 * @throws SettingsError with everything that is wrong with the file.
 */
function deviationsFor({ baseUrl, deviationsFile, reportsDir }: Settings): readonly KnownDeviation[] {
  const { entries, problems } = readKnownDeviations(deviationsFile);
  if (problems.length > 0) throw new SettingsError(problems, reportsDir);
  return baseUrl === undefined ? [] : entries;
}

/** The API to check: the one of the settings, or a reference server started for this process. */
export async function findTarget(
  settings: Settings,
): Promise<{ target: Target; close: () => Promise<void> }> {
  const { baseUrl, apiKey, restrictedApiKey, failingBrowserId } = settings;
  if (baseUrl !== undefined && apiKey !== undefined) {
    const target = { embedded: false, baseUrl, apiKey, restrictedApiKey, failingBrowserId };
    return { target, close: () => Promise.resolve() };
  }
  const referenceServer = await startReferenceServer({ document: settings.document });
  const target = {
    embedded: true,
    baseUrl: referenceServer.url,
    apiKey: referenceServer.apiKey,
    restrictedApiKey: referenceServer.restrictedApiKey,
    failingBrowserId: referenceServer.failingBrowserId,
  };
  return { target, close: () => referenceServer.close() };
}

/** Sortable by time, and unlike any other run's. */
export function newRunId(): string {
  const time = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  return `${time}-${randomBytes(3).toString('hex')}`;
}
