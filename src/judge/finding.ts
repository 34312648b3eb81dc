/** The checks an exchange is judged by, most important first: the order in which a failure lists its findings. */
export const CHECKS = [
  'status-declared',
  'status-expected',
  'content-type',
  'json',
  'schema',
  'strict-schema',
  'secret-shown',
  'stack-shown',
  'live-view-shown',
  'echo',
  'read-back',
  'frame',
  'untouched',
  'torn',
  'derived-rate',
  'segments',
] as const;
export type CheckName = (typeof CHECKS)[number];

/** `breach`: the API contradicted a clause. `drift`: document and API differ in a way that breaks no client. */
export type Severity = 'breach' | 'drift';

/** One way in which an exchange differs from a clause. */
export interface Finding {
  readonly check: CheckName;
  readonly severity: Severity;
  /** JSON pointer of the clause. */
  readonly clause: string;
  /** A whole sentence: what is wrong, with what value. */
  readonly because: string;
  /** Which exchange of the case shows it: its index in the case's exchanges. */
  readonly exchange: number;
}

/** What a case's findings add up to. */
export type Verdict = 'pass' | 'breach' | 'drift' | 'blocked' | 'not verified' | 'defect';
export const VERDICTS: readonly Verdict[] = ['breach', 'defect', 'blocked', 'not verified', 'drift', 'pass'];
