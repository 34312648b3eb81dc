/** What sort of mistake a cause is: all causes of one kind hurt clients alike, and are repaired alike. */
export type CauseKind =
  | 'invalid accepted'
  | 'valid refused'
  | 'server error'
  | 'let in'
  | 'undeclared status'
  | 'other status'
  | 'framing'
  | 'content type'
  | 'header'
  | 'json'
  | 'schema'
  | 'secret'
  | 'stack'
  | 'live view'
  | 'address'
  | 'uptime'
  | 'empty error'
  | 'echo'
  | 'read-back'
  | 'agreement'
  | 'frame'
  | 'applied refusal'
  | 'other session'
  | 'made session'
  | 'torn'
  | 'derived rate'
  | 'segments'
  | 'read'
  | 'form of reads'
  | 'note';

/** What the ids of each kind but the statuses look like; `causeOf` makes them. */
const SHAPES: readonly (readonly [RegExp, CauseKind])[] = [
  [/^framing\/[a-z-]+$/, 'framing'],
  [/^content-type\/\d{3}\/[^/]*$/, 'content type'],
  [/^header\/\d{3}\/[^/]+\.(?:missing|not-JSON|does-not-fit)$/, 'header'],
  [/^json\/\d{3}\/(?:empty|malformed|not-utf-8|too-large)$/, 'json'],
  [/^schema\/\d{3}\/[^/]+$/, 'schema'],
  [/^secret\/[^/]+$/, 'secret'],
  [/^stack\/\d{3}$/, 'stack'],
  [/^live-view\/headless$/, 'live view'],
  [/^address\/\w+\.(?:empty|not-absolute|other-scheme|shared)$/, 'address'],
  [/^uptime\/(?:negative|beyond-age)$/, 'uptime'],
  [/^error\/\d{3}\/\w+\.empty$/, 'empty error'],
  [/^echo\/[^/]+$/, 'echo'],
  [/^read-back\/[^/]+$/, 'read-back'],
  [/^agreement\/[^/]+$/, 'agreement'],
  [/^frame\/[^/]+$/, 'frame'],
  [/^applied-refusal\/[^/]+$/, 'applied refusal'],
  [/^other-session\/[^/]+$/, 'other session'],
  [/^made\/(?:session|stray)$/, 'made session'],
  [/^torn\/(?:answer|read-meanwhile|last-read)$/, 'torn'],
  [/^derived-rate\/viewport\.refresh_rate$/, 'derived rate'],
  [
    /^segments\/(?:not-listed|still-running|running-again|stopped|begun|wrong-number-of-new-segments)$/,
    'segments',
  ],
  [/^read\/\d{3}$/, 'read'],
  [/^reads\/form$/, 'form of reads'],
  [/^note\/[^/]+$/, 'note'],
];

/** The parts of the id of a cause that is about a status: what came, what was due, and which statement is at stake. */
const STATUS = /^status\/(?<got>\d{3})-for-(?<due>\d{3}|any)(?:\/(?<subject>[^/]+))?$/;

/**
 * The kind of a cause, by its id.
 * @param declares does the document declare this status?
 * @returns undefined for what is not the id of a cause.
 */
export function kindOfCause(id: string, declares: (status: number) => boolean): CauseKind | undefined {
  return statusKind(id, declares) ?? SHAPES.find(([shape]) => shape.test(id))?.[1];
}

/** The statement that a cause is named by, as `InventoryCase.subject` has it; undefined where it is named by none. */
export function subjectOfCause(id: string): string | undefined {
  return STATUS.exec(id)?.groups?.subject ?? /^note\/(.+)$/.exec(id)?.[1];
}

function statusKind(id: string, declares: (status: number) => boolean): CauseKind | undefined {
  const { got, due = '', subject } = STATUS.exec(id)?.groups ?? {};
  if (got === undefined) return undefined;
  const pair = `${got}-for-${due}`;
  const isNamed = subject !== undefined;
  if (pair === '200-for-400') return isNamed ? 'invalid accepted' : undefined;
  if (pair === '400-for-200') return isNamed ? 'valid refused' : undefined;
  if (isNamed) return undefined;
  if (got.startsWith('5')) return 'server error';
  if (got.startsWith('2') && ['401', '403', '404'].includes(due)) return 'let in';
  return declares(Number(got)) ? 'other status' : 'undeclared status';
}
