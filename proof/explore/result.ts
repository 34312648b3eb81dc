import type { ExitCode } from '../../src/model/run-record.js';
import { targetInSentence } from '../../src/model/target-name.js';
import { nothingSent, onTarget } from '../../src/report/last-line.js';
import { counted } from '../../src/report/visible.js';
import type { Explored } from './explore.js';

/** All that is known of an exploration when it has ended. */
export interface ExploreResult {
  readonly runId: string;
  readonly suiteVersion: string;
  /** Base URL, or `embedded reference server`. */
  readonly target: string;
  readonly document: { readonly file: string; readonly hash: string } | undefined;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly ms: number;
  readonly seed: number | undefined;
  /** Whether one sequence was to be run again. */
  readonly replayed: boolean;
  readonly requireAll: boolean;
  /** Undefined where it did not begin, or where a mistake of this suite ended it. */
  readonly explored: Explored | undefined;
  /** Requests in all, set-up and clean-up included. */
  readonly requests: number;
  /** What kept it from a verdict, whole sentences. */
  readonly problems: readonly string[];
  /** A mistake of this suite, with its stack. */
  readonly suiteError: string | undefined;
  /** What the API showed and the document does not declare. */
  readonly drift: readonly string[];
}

/** @returns as for a run of the contract: 1 a breach, 3 this suite at fault, 2 not judged, 0 the API conforms. */
export function exploreExitCode({ explored, problems, suiteError, requireAll }: ExploreResult): ExitCode {
  if (explored?.failure !== undefined) return 1;
  if (suiteError !== undefined) return 3;
  // Nothing is green by accident: an exploration that took no step says nothing of the API.
  if (explored === undefined || problems.length > 0 || explored.steps === 0) return 2;
  return requireAll && explored.leftOut.length > 0 ? 2 : 0;
}

/** The one line that everybody reads: the verdict in words, the target, what it rests on, the exit code. */
export function exploreLastLine(result: ExploreResult): string {
  const { explored, requests, seed, replayed, target } = result;
  const exitCode = exploreExitCode(result);
  const code = `Exit code ${exitCode}.`;
  if (explored === undefined && requests === 0 && exitCode === 2) return nothingSent(target);
  const on = onTarget(target);
  const steps = counted(explored?.steps ?? 0, 'step');
  const basis = `${steps}, ${counted(requests, 'request')}, seed ${seed ?? 'none'}`;
  switch (exitCode) {
    case 0: {
      if (replayed) return `CONFORMS: the sequence did not fail again${on}; ${basis}. ${code}`;
      const sequences = counted(explored?.sequences ?? 0, 'sequence');
      return `CONFORMS: every step of ${sequences} passed${on}; ${basis}. ${code}`;
    }
    case 1: {
      const length = explored?.failure?.sequence.length ?? 0;
      const shown = length === 0 ? 'before any step' : `in a sequence of ${counted(length, 'step')}`;
      return `BREACH: ${targetInSentence(target) ?? 'the API'} broke the contract ${shown}; ${basis}. ${code}`;
    }
    case 2:
      return `NOT JUDGED: ${whyNot(result, on)}; ${basis}. ${code}`;
    case 3:
      return `SUITE AT FAULT: the exploration${on} met a suite error; ${basis}. ${code}`;
  }
}

function whyNot({ explored, problems }: ExploreResult, on: string): string {
  if (problems.length > 0) return `the exploration${on} met a problem`;
  if (explored === undefined || explored.steps === 0) return `no step was taken${on}`;
  return `steps were left out${on}, and CONTRACT_REQUIRE_ALL is on`;
}
