import { NO_USAGE } from '../../model/usage.js';
import { version as suiteVersion } from '../../../package.json';
import { appendSummary, jobSummary } from '../../report/job-summary.js';
import { junitXml } from '../../report/junit.js';
import { nothingSent } from '../../report/last-line.js';
import { unbegunPage } from '../../report/page/unbegun.js';
import { filesIn, holdsReports, prepareReports, replacedReports } from '../../report/reports-folder.js';
import { FolderInUse } from '../../report/reports-claim.js';
import { writeAtomically } from '../../report/write-atomically.js';
import type { RunRecord } from '../../model/run-record.js';
import { targetName, UNKNOWN_TARGET } from '../../model/target-name.js';
import { SettingsError, type ReportPlace } from '../../settings/settings-error.js';

/**
 * A run that cannot begin: says why, and leaves reports that say it too, so that no older, greener ones are taken for
 * this run's.
 * @param settings where they are known.
 * @param hadReports whether there were reports of an earlier run, where they may be gone by now.
 * @returns exit code 2: nothing could be judged.
 */
export function failedBeforeStart(
  error: unknown,
  print: (line: string) => void,
  settings?: ReportPlace,
  hadReports = false,
): 2 {
  const place = settings ?? (error instanceof SettingsError ? error.place : { reportsDir: 'reports' });
  const target =
    settings === undefined ? (place.baseUrl ?? UNKNOWN_TARGET) : targetName({ baseUrl: settings.baseUrl });
  const sentences =
    error instanceof SettingsError
      ? error.problems
      : [error instanceof Error ? error.message : String(error)];
  for (const sentence of sentences) print(sentence);
  if (!(error instanceof FolderInUse)) {
    const run = recordOf(sentences, target, place.environment ?? UNKNOWN_TARGET);
    const isReplacing = hadReports || holdsReports(place.reportsDir);
    for (const trouble of report(run, place)) if (!sentences.includes(trouble)) print(trouble);
    if (isReplacing) print(replacedReports(place.reportsDir));
  } // the reports there are another run's
  print(nothingSent(target));
  return 2;
}

/** Writes what it can. @returns what it cannot, in whole sentences. */
function report(run: RunRecord, { reportsDir, ci }: ReportPlace): string[] {
  const files = filesIn(reportsDir);
  const summary = jobSummary(run, 2, undefined);
  const appended = ci?.summaryFile === undefined ? undefined : appendSummary(ci.summaryFile, summary);
  const troubles = appended === undefined ? [] : [appended];
  try {
    const folder = prepareReports(reportsDir);
    try {
      writeAtomically(files.junit, junitXml(run));
      writeAtomically(files.summary, summary);
      writeAtomically(files.page, unbegunPage(run));
    } finally {
      folder.release();
    }
    return troubles;
  } catch (failure) {
    return [...troubles, failure instanceof Error ? failure.message : String(failure)];
  }
}

function recordOf(sentences: readonly string[], target: string, environment: string): RunRecord {
  return {
    runId: 'none',
    suiteVersion,
    target,
    environment,
    isEmbedded: false,
    document: { file: 'unknown', hash: 'unknown' },
    declaredStatuses: [],
    startedAt: new Date().toISOString(),
    ms: 0,
    finished: false,
    requireAll: false,
    deviations: [],
    isWhole: false,
    inventory: [],
    results: new Map(),
    problems: sentences.map((sentence) => ({ kind: 'blocked', name: 'settings', sentence })),
    drift: [],
    usage: NO_USAGE,
    browsers: { created: 0, released: 0, heldAtMost: 0 },
    requests: { sent: 0, throttled: 0 },
    housekeeping: [],
    longestLagMs: 0,
  };
}
