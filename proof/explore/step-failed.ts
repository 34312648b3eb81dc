import type { ExploreFinding } from './finding.js';
import { byImportance } from './finding.js';
import type { Exchange } from '../../src/model/exchange.js';
import type { CaseTools } from '../../src/run/case/tools.js';

/** A step in which the API contradicted the contract. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
  /** Most important first. */
  readonly findings: readonly ExploreFinding[];
  /** The exchanges of the step. */
  readonly exchanges: readonly Exchange[];
  /** The statuses that were right. */
  readonly expected: readonly number[];
  /** What was done, in words. */
  readonly sentence: string;
  constructor(
    findings: readonly ExploreFinding[],
    exchanges: readonly Exchange[],
    expected: readonly number[],
    sentence: string,
  ) {
    const sorted = byImportance(findings);
    super(sorted[0]?.because ?? 'the step failed');
    this.findings = sorted;
    this.exchanges = exchanges;
    this.expected = expected;
    this.sentence = sentence;
  }
}

/** An exchange that judges nobody: no answer came, or the API was throttled for longer than anyone waits. */
export class Blocked extends Error {
  override readonly name = 'Blocked';
}

/** What a step did, and what of it was right. */
export interface StepResult {
  readonly exchanges: readonly Exchange[];
  readonly expected: readonly number[];
  readonly sentence: string;
}

/**
 * @throws StepFailed where there are findings that fail a run; nobody then knows the state of the session any more.
 */
export function failOn(
  findings: readonly ExploreFinding[],
  { exchanges, expected, sentence }: StepResult,
  session: { lost: boolean } | undefined,
  { tools }: { readonly tools: Pick<CaseTools, 'settings'> },
): void {
  const failing = findings.filter(({ severity }) => severity === 'breach' || tools.settings.strict);
  if (failing.length === 0) return;
  if (session !== undefined) session.lost = true;
  throw new StepFailed(failing, exchanges, expected, sentence);
}
