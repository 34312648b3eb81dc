import path from 'node:path';
import { version as suiteVersion } from '../../../package.json';
import { junitXml } from '../../report/junit.js';
import { writeAtomically } from '../../report/write-atomically.js';
import { SettingsError } from '../../settings/settings-error.js';

/**
 * A run that cannot begin: says why, and leaves a JUnit report that says it too, so that no older, greener one is
 * taken for this run's.
 * @returns exit code 2: nothing could be judged.
 */
export function failedBeforeStart(error: unknown, print: (line: string) => void, reportsDir = 'reports'): 2 {
  const sentences =
    error instanceof SettingsError
      ? error.problems
      : [error instanceof Error ? error.message : String(error)];
  for (const sentence of sentences) print(sentence);
  const report = junitXml({
    runId: 'none',
    suiteVersion,
    target: 'unknown',
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
    browsers: { created: 0, released: 0, heldAtMost: 0 },
    requests: { sent: 0, throttled: 0 },
    housekeeping: [],
    longestLagMs: 0,
  });
  try {
    writeAtomically(
      path.join(error instanceof SettingsError ? error.reportsDir : reportsDir, 'junit.xml'),
      report,
    );
  } catch (failure) {
    print(failure instanceof Error ? failure.message : String(failure));
  }
  print('NOT JUDGED: nothing was sent. Exit code 2.');
  return 2;
}
