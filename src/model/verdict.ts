/** What a case's findings add up to. */
export type Verdict = 'pass' | 'breach' | 'drift' | 'blocked' | 'not verified' | 'suite error';

/** In the order in which reports list them. */
export const VERDICTS: readonly Verdict[] = [
  'breach',
  'suite error',
  'blocked',
  'not verified',
  'drift',
  'pass',
];
