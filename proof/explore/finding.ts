import type { Exchange } from '../../src/model/exchange.js';
import { CHECKS, type CheckName, type Finding } from '../../src/model/finding.js';
import { sentenceOf } from '../../src/report/sentence-of.js';

/** One way in which a step contradicts the contract, in the words of the model or of a check. */
export interface ExploreFinding {
  readonly check: CheckName;
  readonly severity: Finding['severity'];
  /** JSON pointer of the clause. */
  readonly clause: string;
  readonly because: string;
  /** The exchange that shows it. */
  readonly exchange: Exchange;
}

/** What the checks of the suite found. */
export function inWords(findings: readonly Finding[]): ExploreFinding[] {
  return findings.map((finding) => {
    const { check, severity, clause, exchange } = finding;
    return { check, severity, clause, exchange, because: sentenceOf(finding) };
  });
}

/** The same as notes: only an overly literal reading forbids what the step did. */
export function asNotes(findings: readonly ExploreFinding[]): ExploreFinding[] {
  return findings.map((finding) => ({ ...finding, severity: 'note' }));
}

/** Most important first. */
export function byImportance(findings: readonly ExploreFinding[]): ExploreFinding[] {
  return [...findings].sort((a, b) => CHECKS.indexOf(a.check) - CHECKS.indexOf(b.check));
}
