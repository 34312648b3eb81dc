import type { CheckName, Verdict } from '../judge/finding.js';

/** The parts of the contract that a fault may break, in the order in which reports list them. */
export const AREAS = ['response body', 'error body', 'access', 'field', 'whole update'] as const;
export type Area = (typeof AREAS)[number];

/** A named way in which the stand-in breaks the contract. */
export interface Fault {
  readonly name: string;
  readonly area: Area;
  readonly sentence: string;
  /** JSON pointer of what it contradicts. */
  readonly clause: string;
}

/** A named way in which the stand-in differs without breaking the contract. */
export interface Variant {
  readonly name: string;
  readonly sentence: string;
}

/** A case that found a fault. */
export interface Kill {
  readonly caseId: string;
  /** The checks whose findings are breaches. */
  readonly checks: readonly CheckName[];
  /** The most important of those findings. */
  readonly because: string;
}

/** What came of playing one fault; one without kills has survived. */
export interface FaultRow {
  readonly fault: Fault;
  /** The first kill, or all of them in a full run, in the order of the cases. */
  readonly kills: readonly Kill[];
  /** Requests sent until the first breach was known, set-up included; all requests where there was none. */
  readonly requests: number;
  /** Cases that came to a verdict on the API. */
  readonly judged: number;
  /** Why the first of those that did not, did not; undefined where all did. */
  readonly unjudged: string | undefined;
  /** Mistakes of the suite itself that the fault brought to light. */
  readonly defects: readonly string[];
}

/** A case that a variant, or the conforming stand-in, should have let pass. */
export interface Alarm {
  readonly caseId: string;
  readonly verdict: Verdict;
  /** What a person would have read. */
  readonly block: string;
}

/** What came of playing one variant; one without alarms passes. */
export interface VariantRow {
  readonly variant: Variant;
  readonly alarms: readonly Alarm[];
  readonly requests: number;
}

/** A fault that shows a check to be needed: no other check finds it. */
export interface Witness {
  readonly check: CheckName;
  /** The name of the fault. */
  readonly fault: string;
}

/** What came of playing a witness with its check switched off. The check is needed where the fault lives. */
export interface CheckRow {
  readonly witness: Witness;
  /** The cases that found the fault all the same, by other checks. */
  readonly kills: readonly Kill[];
  /** Cases that came to a verdict on the API. */
  readonly judged: number;
  /** Mistakes of the suite itself that came to light. */
  readonly defects: readonly string[];
}

/** Whether random sequences of steps found a fault that the cases are to find. */
export interface ExploredRow {
  readonly fault: Fault;
  readonly found: boolean;
  /** Steps taken until it was found, or in all. */
  readonly steps: number;
  /** The most important finding, or why the exploration could not go on; empty where it simply found nothing. */
  readonly because: string;
}

/** A case as the matrix lists it. */
export interface ListedCase {
  readonly id: string;
  readonly sentence: string;
}

/** The kill matrix: which fault is found by which cases, and whether what is harmless passes. */
export interface Matrix {
  /** Every case was run against every fault, instead of stopping at the first breach. */
  readonly full: boolean;
  /** No fault and no variant was left out. */
  readonly whole: boolean;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly ms: number;
  readonly document: { readonly file: string; readonly hash: string };
  readonly cases: readonly ListedCase[];
  readonly faults: readonly FaultRow[];
  readonly variants: readonly VariantRow[];
  readonly checks: readonly CheckRow[];
  /** Undefined where no exploration was asked for. */
  readonly explored?: readonly ExploredRow[];
}
