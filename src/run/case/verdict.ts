import type { Finding, Verdict } from '../../model/finding.js';
import { failureBlock } from '../../report/block.js';
import type { CaseRun } from './send-case.js';
import { isHeld, type ContractCase } from '../../model/contract-case.js';
import type { CaseResult } from '../../model/run-record.js';

/** What the document promises about an answer, in words, for the people who read a failure. */
function expectation(testCase: ContractCase): string {
  const statuses = testCase.statuses.join(' or ');
  if (testCase.intent === 'observe')
    return `no error of the server, and a body that fits its status (${statuses})`;
  if (testCase.intent === 'accept')
    return `${statuses} with a Browser body, the named members applied, nothing else changed`;
  return `${statuses} with an Error body${isHeld(testCase) ? ', session unchanged' : ''}`;
}

/** On a case that only observes, a 4xx that the document does not declare is drift: no client relied on another. */
function softened(testCase: ContractCase, run: CaseRun): Finding[] {
  if (testCase.intent !== 'observe') return [...run.findings];
  const status = run.exchanges[0]?.response?.status ?? 0;
  return run.findings.map((finding) => {
    const isDrift =
      finding.exchange === 0 && status >= 400 && status < 500 && finding.check === 'status-declared';
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

/** Adds up what a case found. @param ms wall time of the case. */
export function resultOf(testCase: ContractCase, run: CaseRun, ms: number): CaseResult {
  const findings = softened(testCase, run);
  const verdict = verdictOf(run, findings);
  const trouble = run.suiteError ?? run.blocked ?? run.unverified;
  const reason = findings[0]?.because ?? trouble ?? (testCase.intent === 'observe' ? observation(run) : '');
  const because = [trouble, verdict === 'breach' ? testCase.because : undefined].filter(
    (text) => text !== undefined,
  );
  const first = findings[0];
  return {
    id: testCase.id,
    verdict,
    reason,
    findings,
    exchanges: run.exchanges,
    expected: testCase.statuses,
    ms: Math.round(ms),
    block:
      verdict === 'pass' || verdict === 'not verified'
        ? ''
        : failureBlock({
            id: testCase.id,
            sentence: testCase.sentence,
            verdict,
            clause:
              verdict === 'breach' && first !== undefined && testCase.intent === 'accept'
                ? clauseOf(testCase, first)
                : testCase.clause,
            findings,
            exchanges: run.exchanges,
            expected: testCase.statuses,
            expectation: expectation(testCase),
            ...(because.length > 0 ? { because: because.join('; ') } : {}),
            baseUrlName: 'KERNEL_BASE_URL',
          }),
  };
}

/** An accepted case may break on another clause than its own, such as the schema of the answer. */
function clauseOf(testCase: ContractCase, finding: Finding): ContractCase['clause'] {
  return ['echo', 'read-back', 'status-expected'].includes(finding.check)
    ? testCase.clause
    : { pointer: finding.clause, text: '' };
}

function observation(run: CaseRun): string {
  const response = run.exchanges[0]?.response;
  return response === undefined ? '' : `observed: ${response.status}`;
}

/** The result of a case that lacks a prerequisite, or that was not tried any more. */
export function untried(
  testCase: ContractCase,
  verdict: 'not verified' | 'blocked',
  reason: string,
): CaseResult {
  if (verdict === 'blocked') return resultOf(testCase, { exchanges: [], findings: [], blocked: reason }, 0);
  return {
    id: testCase.id,
    verdict,
    reason,
    findings: [],
    exchanges: [],
    block: '',
    expected: testCase.statuses,
    ms: 0,
    ...(testCase.needs.includes('embedded target') ? { optional: true } : {}),
  };
}
