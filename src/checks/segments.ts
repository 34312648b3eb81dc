import type { Exchange } from '../model/exchange.js';
import type { Finding, SegmentProblem } from '../model/finding.js';

/** A recording, or a segment of one, as a list of recordings shows it. */
export interface Segment {
  readonly id: string;
  readonly running: boolean;
}

/** The recordings of a session before and after an update. */
export interface Recorded {
  readonly before: readonly Segment[];
  readonly after: readonly Segment[];
  /** JSON pointer of the sentence that says what becomes of them. */
  readonly clause: string;
  /** The update. */
  readonly exchange: Exchange;
}

/** A forced resize stops what is recorded, and each recording goes on as a segment of its own. None is thrown away. */
export function segments({ before, after, clause, exchange }: Recorded): Finding[] {
  const ran = before.filter(({ running }) => running);
  const problems = before.flatMap(({ id, running }): SegmentProblem[] => {
    const now = after.find((segment) => segment.id === id);
    if (now === undefined) return [{ kind: 'not listed', id }];
    return running && now.running ? [{ kind: 'still running', id }] : [];
  });
  const revived = after.filter(({ id, running }) => running && isOver(before, id));
  problems.push(...revived.map(({ id }) => ({ kind: 'running again', id }) as const));
  const known = new Set(before.map(({ id }) => id));
  const found = after.filter(({ id, running }) => running && !known.has(id)).length;
  const expected = ran.length;
  const wrongNumber = { kind: 'wrong number of new segments', found, expected } as const;
  return toFindings(found === expected ? problems : [...problems, wrongNumber], clause, exchange);
}

function isOver(segments: readonly Segment[], id: string): boolean {
  return segments.some((segment) => segment.id === id && !segment.running);
}

/** A resize that is refused, and an update that is no resize, stops nothing and begins nothing. */
export function undisturbed({ before, after, clause, exchange }: Recorded): Finding[] {
  const runsIn = (segments: readonly Segment[], id: string): boolean =>
    segments.some((segment) => segment.id === id && segment.running);
  const stopped = before.filter(({ id, running }) => running && !runsIn(after, id));
  const begun = after.filter(({ id, running }) => running && !runsIn(before, id));
  const problems = [
    ...stopped.map(({ id }) => ({ kind: 'stopped', id }) as const),
    ...begun.map(({ id }) => ({ kind: 'begun', id }) as const),
  ];
  return toFindings(problems, clause, exchange);
}

function toFindings(problems: readonly SegmentProblem[], clause: string, exchange: Exchange): Finding[] {
  return problems.map((details) => ({ check: 'segments', severity: 'breach', clause, exchange, details }));
}
