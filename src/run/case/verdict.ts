import type { ContractCase } from '../../model/case.js';
import type { Finding } from '../../model/finding.js';
import type { CaseResult } from '../../model/run-record.js';
import type { Verdict } from '../../model/verdict.js';
import type { CaseRun } from './case-run.js';

/** Adds up what a case found. @param ms wall time of the case. */
export function resultOf(testCase: ContractCase, run: CaseRun, ms: number): CaseResult {
  const findings = softened(testCase, run);
  const obstacle = run.suiteError ?? run.blocked ?? run.unverified;
  return {
    id: testCase.id,
    verdict: verdictOf(run, findings),
    findings,
    exchanges: run.exchanges,
    ...(obstacle === undefined ? {} : { obstacle }),
    ms: Math.round(ms),
  };
}

/** On a case that only observes, a 4xx that the document does not declare is drift: no client relied on another. */
function softened({ intent }: ContractCase, { findings, exchanges }: CaseRun): readonly Finding[] {
  if (intent !== 'observe') return findings;
  const [asserted] = exchanges;
  const status = asserted?.response?.status ?? 0;
  return findings.map((finding) => {
    const isDrift =
      finding.exchange === asserted && status >= 400 && status < 500 && finding.check === 'status-declared';
    return isDrift ? { ...finding, severity: 'drift' } : finding;
  });
}

/** Worst first: a breach stays one whatever else went wrong. */
function verdictOf(run: CaseRun, findings: readonly Finding[]): Verdict {
  if (findings.some((finding) => finding.severity === 'breach')) return 'breach';
  if (run.suiteError !== undefined) return 'suite error';
  if (run.blocked !== undefined) return 'blocked';
  if (run.unverified !== undefined && findings.length === 0) return 'not verified';
  return findings.length > 0 ? 'drift' : 'pass';
}

/** The result of a case that was not tried. */
export function untried(
  testCase: ContractCase,
  verdict: 'not verified' | 'blocked',
  obstacle: string,
): CaseResult {
  const isOptional = verdict === 'not verified' && testCase.needs.includes('embedded target');
  return {
    ...{ id: testCase.id, verdict, findings: [], exchanges: [], obstacle, ms: 0 },
    ...(isOptional ? { optional: true } : {}),
  };
}
