import { NO_USAGE } from '../../model/usage.js';
import path from 'node:path';
import { version as suiteVersion } from '../../../package.json';
import { junitXml } from '../../report/junit.js';
import { nothingSent } from '../../report/last-line.js';
import { prepareReports, REPORTS } from '../../report/reports-folder.js';
import { FolderInUse } from '../../report/reports-claim.js';
import { writeAtomically } from '../../report/write-atomically.js';
import { targetName, UNKNOWN_TARGET } from '../../model/target-name.js';
import { SettingsError, type ReportPlace } from '../../settings/settings-error.js';

/**
 * A run that cannot begin: says why, and leaves a JUnit report that says it too, so that no older, greener one is
 * taken for this run's.
 * @param settings where they are known.
 * @returns exit code 2: nothing could be judged.
 */
export function failedBeforeStart(error: unknown, print: (line: string) => void, settings?: ReportPlace): 2 {
  const { reportsDir, target, environment } = placeOf(error, settings);
  const sentences =
    error instanceof SettingsError
      ? error.problems
      : [error instanceof Error ? error.message : String(error)];
  for (const sentence of sentences) print(sentence);
  if (error instanceof FolderInUse) {
    print(nothingSent(target)); // the reports there are another run's
    return 2;
  }
  const report = junitXml({
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
  });
  try {
    const folder = prepareReports(reportsDir);
    writeAtomically(path.join(reportsDir, REPORTS.junit), report);
    folder.release();
  } catch (failure) {
    print(failure instanceof Error ? failure.message : String(failure));
  }
  print(nothingSent(target));
  return 2;
}

/** Where the reports belong, and what was to be checked: as far as either is known. */
function placeOf(
  error: unknown,
  settings: ReportPlace | undefined,
): { reportsDir: string; target: string; environment: string } {
  const {
    reportsDir = 'reports',
    baseUrl,
    environment = UNKNOWN_TARGET,
  } = settings ?? (error instanceof SettingsError ? error.place : {});
  const target = settings === undefined ? (baseUrl ?? UNKNOWN_TARGET) : targetName({ baseUrl });
  return { reportsDir, target, environment };
}
