import type { CheckName, Finding } from '../../model/finding.js';
import type { CaseRun } from './case-run.js';
import { isOfEdge } from './outages.js';

const OF_ANY_ANSWER: readonly CheckName[] = ['secret-shown', 'stack-shown'];

/** What is wrong whatever else kept a case from being judged: a secret in an answer, and a server error of the API's own. */
export function lasting(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ check, exchange }) => {
    const isServerError = exchange.purpose === 'asserted' && (exchange.response?.status ?? 0) >= 500;
    if (check === 'framing') return false; // once, that is an accident of the network
    return OF_ANY_ANSWER.includes(check) || (isServerError && !isOfEdge(exchange));
  });
}

/** A second run of a case in place of the first one, of which only that stays. */
export function insteadOf(first: CaseRun, second: CaseRun): CaseRun {
  const findings = lasting(first.findings);
  const shown = first.exchanges.filter((exchange) =>
    findings.some((finding) => finding.exchange === exchange),
  );
  // The asserted exchange of the second run stays the first one.
  return {
    ...second,
    exchanges: [...second.exchanges, ...shown],
    findings: [...second.findings, ...findings],
  };
}
