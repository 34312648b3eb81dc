import type { Finding, Verdict } from '../judge/finding.js';
import { failureBlock } from '../report/block.js';
import type { CaseRun } from './send-case.js';
import { isHeld, type ContractCase } from './contract-case.js';
import type { CaseResult } from '../report/record.js';

/** What the document promises about an answer, in words, for the people who read a failure. */
function expectation(one: ContractCase): string {
  const statuses = one.statuses.join(' or ');
  if (one.intent === 'observe')
    return `no error of the server, and a body that fits its status (${statuses})`;
  if (one.intent === 'accept')
    return `${statuses} with a Browser body, the named members applied, nothing else changed`;
  return `${statuses} with an Error body${isHeld(one) ? ', session unchanged' : ''}`;
}

/** On a case that only observes, a 4xx that the document does not declare is drift: no client relied on another. */
function softened(one: ContractCase, run: CaseRun): Finding[] {
  if (one.intent !== 'observe') return [...run.findings];
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
  if (run.defect !== undefined) return 'defect';
  if (run.blocked !== undefined) return 'blocked';
  if (run.unverified !== undefined && findings.length === 0) return 'not verified';
  return findings.length > 0 ? 'drift' : 'pass';
}

/** Adds up what a case found. @param ms wall time of the case. */
export function resultOf(one: ContractCase, run: CaseRun, ms: number): CaseResult {
  const findings = softened(one, run);
  const verdict = verdictOf(run, findings);
  const trouble = run.defect ?? run.blocked ?? run.unverified;
  const reason = findings[0]?.because ?? trouble ?? (one.intent === 'observe' ? observation(run) : '');
  const because = [trouble, verdict === 'breach' ? one.because : undefined].filter(
    (text) => text !== undefined,
  );
  const first = findings[0];
  return {
    id: one.id,
    verdict,
    reason,
    findings,
    exchanges: run.exchanges,
    expected: one.statuses,
    ms: Math.round(ms),
    block:
      verdict === 'pass' || verdict === 'not verified'
        ? ''
        : failureBlock({
            id: one.id,
            sentence: one.sentence,
            verdict,
            clause:
              verdict === 'breach' && first !== undefined && one.intent === 'accept'
                ? clauseOf(one, first)
                : one.clause,
            findings,
            exchanges: run.exchanges,
            expected: one.statuses,
            expectation: expectation(one),
            ...(because.length > 0 ? { because: because.join('; ') } : {}),
            baseUrlName: 'KERNEL_BASE_URL',
          }),
  };
}

/** An accepted case may break on another clause than its own, such as the schema of the answer. */
function clauseOf(one: ContractCase, finding: Finding): ContractCase['clause'] {
  return ['echo', 'read-back', 'status-expected'].includes(finding.check)
    ? one.clause
    : { pointer: finding.clause, text: '' };
}

function observation(run: CaseRun): string {
  const response = run.exchanges[0]?.response;
  return response === undefined ? '' : `observed: ${response.status}`;
}

/** The result of a case that lacks a prerequisite, or that was not tried any more. */
export function untried(one: ContractCase, verdict: 'not verified' | 'blocked', reason: string): CaseResult {
  if (verdict === 'blocked') return resultOf(one, { exchanges: [], findings: [], blocked: reason }, 0);
  return {
    id: one.id,
    verdict,
    reason,
    findings: [],
    exchanges: [],
    block: '',
    expected: one.statuses,
    ms: 0,
    ...(one.needs.includes('embedded target') ? { optional: true } : {}),
  };
}
