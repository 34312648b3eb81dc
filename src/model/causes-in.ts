import type { Example } from './cause-cases.js';
import { causeOf, unexplained } from './cause.js';
import type { Finding } from './finding.js';
import type { CaseResult } from './run-record.js';

/** The causes of one result, each with the first finding that shows it. */
export function causesIn({ findings }: Pick<CaseResult, 'findings'>, subject: string): Map<string, Finding> {
  const causes = new Map<string, Finding>();
  for (const finding of unexplained(findings)) {
    if (finding.severity === 'drift') continue;
    const id = causeOf(finding, subject);
    if (!causes.has(id)) causes.set(id, finding);
  }
  return causes;
}

/** All findings of one result that show a cause. */
export function findingsOf(id: string, { listed, result }: Example): Finding[] {
  return unexplained(result.findings).filter((finding) => causeOf(finding, listed.subject) === id);
}
