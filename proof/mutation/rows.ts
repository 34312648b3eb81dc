import type { CheckName } from '../../src/model/finding.js';
import type { Verdict } from '../../src/model/verdict.js';

/** The parts of the contract that a mutant may break, in the order in which reports list them. */
export const AREAS = ['response body', 'error body', 'access', 'field', 'whole update'] as const;
export type Area = (typeof AREAS)[number];

/** A named way in which the reference server breaks the contract. */
export interface Mutant {
  readonly name: string;
  readonly area: Area;
  readonly sentence: string;
  /** JSON pointer of what it contradicts. */
  readonly clause: string;
}

/** A named way in which the reference server differs without breaking the contract. */
export interface Variation {
  readonly name: string;
  readonly sentence: string;
  /** The names of those that it consists of; left out: itself alone. */
  readonly members?: readonly string[];
}

/** A case that found a mutant. */
export interface Kill {
  readonly caseId: string;
  /** The checks whose findings are breaches. */
  readonly checks: readonly CheckName[];
  /** The most important of those findings. */
  readonly because: string;
}

/** What came of playing one mutant; one without kills has survived. */
export interface MutantRow {
  readonly mutant: Mutant;
  /** The first kill, or all of them in a full run, in the order of the cases. */
  readonly kills: readonly Kill[];
  /** Requests sent until the first breach was known, set-up included; all requests where there was none. */
  readonly requests: number;
  /** Cases that came to a verdict on the API. */
  readonly judged: number;
  /** Why the first of those that did not, did not; undefined where all did. */
  readonly unjudged: string | undefined;
  /** Mistakes of the suite itself that the mutant brought to light. */
  readonly suiteErrors: readonly string[];
}

/** A case that a variation, or the conforming reference server, should have let pass. */
export interface Alarm {
  readonly caseId: string;
  readonly verdict: Verdict;
  /** What a person would have read. */
  readonly block: string;
}

/** What came of playing one variation; one without alarms passes. */
export interface VariationRow {
  readonly variation: Variation;
  readonly alarms: readonly Alarm[];
  readonly requests: number;
}

/** A mutant that shows a check to be needed: no other check finds it. */
export interface Ablation {
  readonly check: CheckName;
  /** The name of the mutant. */
  readonly mutant: string;
}

/** What came of playing a ablation with its check switched off. The check is needed where the mutant lives. */
export interface CheckRow {
  readonly ablation: Ablation;
  /** The cases that found the mutant all the same, by other checks. */
  readonly kills: readonly Kill[];
  /** Cases that came to a verdict on the API. */
  readonly judged: number;
  /** Mistakes of the suite itself that came to light. */
  readonly suiteErrors: readonly string[];
}

/** Whether random sequences of steps found a mutant that the cases are to find. */
export interface ExploredRow {
  readonly mutant: Mutant;
  readonly found: boolean;
  /** Steps taken until it was found, or in all. */
  readonly steps: number;
  /** The most important finding, or why the exploration could not go on; empty where it simply found nothing. */
  readonly because: string;
}

/** A case as the report lists it. */
export interface ListedCase {
  readonly id: string;
  readonly sentence: string;
}

/** The kill report: which mutant is found by which cases, and whether what is harmless passes. */
export interface MutationReport {
  /** Every case was run against every mutant, instead of stopping at the first breach. */
  readonly full: boolean;
  /** No mutant and no variation was left out. */
  readonly whole: boolean;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly ms: number;
  readonly document: { readonly file: string; readonly hash: string };
  readonly cases: readonly ListedCase[];
  readonly mutants: readonly MutantRow[];
  readonly variations: readonly VariationRow[];
  readonly checks: readonly CheckRow[];
  /** Undefined where no exploration was asked for. */
  readonly explored?: readonly ExploredRow[];
}
