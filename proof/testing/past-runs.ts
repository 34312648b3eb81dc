import { runJson } from '../../src/report/run-json.js';
import { parsePastRun, type PastRun } from '../../src/report/past-run.js';
import type { RunRecord } from '../../src/model/run-record.js';
import { SAMPLE_FINDINGS } from './sample-findings.js';
import { sampleRun, type SampleCase } from './sample-run.js';

/** A run against an API, as the tests of later commands find it. */
const OF_AN_API = { isEmbedded: false, target: 'https://api.example.com' } as const;

const [accepted, refused] = SAMPLE_FINDINGS;
const text = SAMPLE_FINDINGS.find(({ check }) => check === 'content-type');
const note = SAMPLE_FINDINGS.find(({ severity }) => severity === 'note');

/** The finding is the first one of a case, where it has one. */
function withFinding(
  given: Omit<SampleCase, 'findings'>,
  finding: (typeof SAMPLE_FINDINGS)[number] | undefined,
): SampleCase {
  return finding === undefined ? given : { ...given, findings: [finding] };
}

/** Cases that ended in most ways; the causes are two pairs of status, text instead of JSON, and a note. */
export const PAST_CASES: readonly SampleCase[] = [
  withFinding({ id: 'viewport.width/minimum/below', verdict: 'breach', intent: 'refuse' }, accepted),
  withFinding({ id: 'viewport.width/minimum/zero', verdict: 'breach', intent: 'refuse' }, accepted),
  withFinding(
    { id: 'viewport.width/maximum/at', verdict: 'breach', subject: 'viewport.width.maximum' },
    refused,
  ),
  withFinding({ id: 'proxy_id/type/number', verdict: 'breach', intent: 'refuse' }, text),
  withFinding({ id: 'body/exponent', verdict: 'note', subject: 'whole-numbers' }, note),
  { id: 'viewport/set', verdict: 'pass' },
  { id: 'profile/set', verdict: 'blocked', obstacle: 'No profile could be created.' },
  { id: '403/restricted', verdict: 'not verified', obstacle: 'KERNEL_RESTRICTED_API_KEY is not set' },
  { id: 'proxy_id/never' },
];

/** The text of a `run.json`. */
export function pastRunText(
  cases: readonly SampleCase[] = PAST_CASES,
  changes: Partial<RunRecord> = {},
): string {
  return runJson(sampleRun(cases, { ...OF_AN_API, ...changes }), 1);
}

/** A run as later commands read it back. */
export function pastRun(
  cases: readonly SampleCase[] = PAST_CASES,
  changes: Partial<RunRecord> = {},
): PastRun {
  const read = parsePastRun(pastRunText(cases, changes), 'reports/run.json');
  if ('problem' in read) throw new Error(read.problem);
  return read.run;
}
