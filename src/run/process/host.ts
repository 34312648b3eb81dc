import type Kernel from '@onkernel/sdk';
import { version as suiteVersion } from '../../../package.json';
import { loadDocument } from '../../contract/load-document.js';
import { declaredRanges, declaredStatuses } from '../../contract/declared-responses.js';
import { keyHeaderOf } from '../../contract/security.js';
import { writeOnlyFields } from '../../contract/write-only-fields.js';
import { diaryAfter, diaryLines, keepDiary, readDiary } from '../../report/drift-diary.js';
import { requirementsOf } from '../../contract/followed-requirement.js';
import { keepSummary, readHistory } from '../../report/history.js';
import { annotations } from '../../report/annotations.js';
import { appendSummary } from '../../report/job-summary.js';
import { headline, NOTHING_KEPT } from '../../report/headline.js';
import { output, printCommand, type Print } from '../../report/output.js';
import { runBlocks } from '../../report/run-blocks.js';
import { runDetails } from '../../report/run-details.js';
import { runReport } from '../../report/run-json.js';
import { summaryOf } from '../../report/summary.js';
import { planLines, sweptLines } from '../../report/sweep-text.js';
import { prepareReports } from '../../report/reports-folder.js';
import { readPrices } from '../../settings/prices.js';
import { readKnownDeviations } from '../../settings/known-deviations.js';
import { SettingsError } from '../../settings/settings-error.js';
import type { KnownDeviation } from '../../model/known-deviation.js';
import type { Handoff, Settings } from '../../model/settings.js';
import { targetName } from '../../model/target-name.js';
import { proxyName } from '../../api/network.js';
import { openLedger, type Ledger } from '../../api/leases/ledger.js';
import { releaseRun, sweep } from '../../api/leases/sweep.js';
import { planSweep } from '../../api/leases/sweep-plan.js';
import { exitCode } from '../../model/exit-code.js';
import type { DriftDiary } from '../../model/drift-diary.js';
import type { RunEvent } from '../../model/events.js';
import { createRecordKeeper } from './record-keeper.js';
import type { ExitCode, RunRecord } from '../../model/run-record.js';
import { findTarget, newRunId } from './find-target.js';
import type { Target } from '../../model/settings.js';
import { createReports } from './reports.js';

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
  const { diary, sentence: noDiary } = readDiary(settings.reportsDir);
  if (noDiary !== undefined) print(noDiary);
  const declared = declaredStatuses(document); // before a server starts that nothing would close
  const keyHeader = keyHeaderOf(document);
  const { target: found, close } = await findTarget(settings);
  const target: Target = keyHeader === undefined ? found : { ...found, keyHeader };
  const runId = newRunId();
  const keeper = createRecordKeeper({
    runId,
    suiteVersion,
    target: targetName(settings),
    environment: settings.environment,
    ...(settings.reach.proxy === undefined ? {} : { through: proxyName(settings.reach.proxy) }),
    ...(target.embedded ? {} : { prices: readPrices() }),
    isEmbedded: target.embedded,
    document: { file: document.file, hash: document.hash },
    declaredStatuses: declared,
    declaredRanges: declaredRanges(document),
    writeOnly: writeOnlyFields(document),
    startedAt: new Date().toISOString(),
    requireAll: settings.requireAll,
    ...(settings.strict ? { strict: true } : {}),
    deviations,
  });
  const problem = (name: string, sentence: string): void =>
    keeper.apply({ type: 'problem', problem: { kind: 'blocked', name, sentence } });
  /** The diary speaks of APIs, not of the server that comes with the suite, and a look at one case adds nothing. */
  const diaryOf = (record: RunRecord): DriftDiary =>
    target.embedded || isAside ? diary : diaryAfter(diary, record, document);
  const driftOf = (record: RunRecord): string[] => diaryLines(diaryOf(record), record);
  const context = { document, requirements, earlier, driftOf };
  const reports = createReports(
    settings.reportsDir,
    context,
    () => keeper.record(),
    (sentence) => problem('reports', sentence),
  );
  /** What later runs are compared with. That it is missing changes nothing about this run. */
  const remember = (record: RunRecord, code: ExitCode): void => {
    try {
      keepSummary(settings.reportsDir, summaryOf(runReport(record, code)));
      if (!target.embedded) keepDiary(settings.reportsDir, diaryOf(record));
    } catch (error) {
      print(error instanceof Error ? error.message : String(error));
    }
  };
  const apply = (event: RunEvent): void => {
    keeper.apply(event);
    if (event.type === 'inventory') reports.writeJunit();
    else reports.writeJunitSoon();
  };
  const kernel = async (): Promise<Kernel> => {
    const { openTarget } = await import('./open-target.js');
    return openTarget({ runId, settings, target }, (event) => keeper.apply(event)).kernel;
  };
  const { requestsPerMinute } = settings;

  reports.writeJunit();
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
        problem('ledger', sentence);
      const limits = { requestsPerMinute, signal: hurry };
      const { browsers, leaks } = await releaseRun(kernel, ledger, known, limits);
      for (let count = 0; count < browsers; count += 1) keeper.apply({ type: 'browser', change: 'released' });
      keeper.apply({ type: 'leaks', leaks });
      const summary = reports.writeAll();
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
      print(headline(record, reports.files, code, colour), colour);
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
function deviationsFor(settings: Settings): readonly KnownDeviation[] {
  const { entries, problems } = readKnownDeviations(settings.deviationsFile);
  if (problems.length > 0) throw new SettingsError(problems, settings);
  return settings.baseUrl === undefined ? [] : entries;
}
