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
  'agreement',
  'frame',
  'untouched',
  'torn',
  'derived-rate',
  'segments',
] as const;
export type CheckName = (typeof CHECKS)[number];

/** What each check holds an answer, or a session after an update, to: for those who read a report. */
export const CHECK_SENTENCES: Readonly<Record<CheckName, string>> = {
  'status-declared': 'The document declares the status.',
  'status-expected': 'The status is one that the case may be answered with.',
  'content-type': 'The content type is the declared one.',
  json: 'The body is JSON.',
  schema: 'The body fits the schema of its status, by openapi-response-validator.',
  'strict-schema': 'It also does by a strict reading, formats included.',
  'secret-shown': 'No answer shows a key.',
  'stack-shown': 'No error shows a stack trace.',
  'live-view-shown': 'No headless session shows a live view.',
  echo: 'The answer to an accepted update shows what it named.',
  'read-back': 'A read after it shows what it named.',
  agreement: 'The answer and the read show the same profile.',
  frame: 'Nothing else has changed.',
  untouched: 'After a refused update nothing at all has changed.',
  torn: 'Of several updates at once each look shows one, whole.',
  'derived-rate': 'A rate that is left out follows from the size.',
  segments: 'A forced resize stops a recording, which goes on as another segment.',
};

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
export type Verdict = 'pass' | 'breach' | 'drift' | 'blocked' | 'not verified' | 'suite error';
export const VERDICTS: readonly Verdict[] = [
  'breach',
  'suite error',
  'blocked',
  'not verified',
  'drift',
  'pass',
];
