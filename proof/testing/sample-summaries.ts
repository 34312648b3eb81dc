import type { RunSummary, SummarisedCase, SummarisedCause } from '../../src/model/run-summary.js';

/** A summary for tests: a green whole run of three cases, except for what a test sets. */
export function sampleSummary(changes: Partial<RunSummary> = {}): RunSummary {
  return {
    format: 1,
    runId: '20260110-000000-aaaaaa',
    suiteVersion: '0.1.0',
    target: 'https://api.example.com',
    isEmbedded: false,
    document: { file: 'openapi/kernel.yaml', hash: '0123456789abcdef'.repeat(4) },
    startedAt: '2026-01-10T00:00:00.000Z',
    ms: 60_000,
    exitCode: 0,
    isWhole: true,
    causes: [],
    cases: { 'viewport/a': PASS, 'viewport/b': PASS, 'profile/c': PASS },
    drift: [],
    latency: {},
    browsers: 22,
    requests: 990,
    ...changes,
  };
}

export const PASS: SummarisedCase = { outcome: 'pass' };

/** What a run with causes shows: each with the cases that show it, all others of the sample passing. */
export function showing(
  causes: Readonly<Record<string, readonly string[]>>,
  {
    severity = 'breach',
    isKnown = false,
  }: { readonly severity?: SummarisedCause['severity']; readonly isKnown?: boolean } = {},
): Pick<RunSummary, 'causes' | 'cases' | 'exitCode'> {
  const cases: Record<string, SummarisedCase> = { ...sampleSummary().cases };
  for (const [cause, ids] of Object.entries(causes)) {
    for (const id of ids) {
      const outcome = isKnown ? 'known' : severity;
      cases[id] = { outcome, causes: [...(cases[id]?.causes ?? []), cause] };
    }
  }
  const found = Object.entries(causes).map(([id, ids]) => ({ id, severity, isKnown, cases: ids.length }));
  return { causes: found, cases, exitCode: severity === 'breach' && !isKnown ? 1 : 0 };
}
