/** What a case's findings add up to. `known`: a breach whose every cause is accepted as a known deviation. */
export type Verdict =
  | 'pass'
  | 'breach'
  | 'known'
  | 'note'
  | 'drift'
  | 'blocked'
  | 'not verified'
  | 'suite error';

/** In the order in which reports list them. */
export const VERDICTS: readonly Verdict[] = [
  'breach',
  'suite error',
  'blocked',
  'not verified',
  'known',
  'note',
  'drift',
  'pass',
];
