import type { Finding } from '../model/finding.js';

/** A recording, or a segment of one, as a list of recordings shows it. */
export interface Segment {
  readonly id: string;
  readonly running: boolean;
}

/**
 * A forced resize stops what is recorded, and each recording goes on as a segment of its own.
 * @param before what was listed before the resize.
 * @param after what is listed afterwards.
 * @param clause JSON pointer of the sentence that promises it.
 * @param exchange index of the resize in the case's exchanges.
 */
export function segments(
  before: readonly Segment[],
  after: readonly Segment[],
  clause: string,
  exchange: number,
): Finding[] {
  const found = (because: string): Finding => toFinding(because, clause, exchange);
  const ran = before.filter(({ running }) => running);
  const stopped = ran.flatMap(({ id }) => {
    const now = after.find((one) => one.id === id);
    if (now === undefined) return [found(`after the resize the recording ${id} is not listed any more`)];
    return now.running
      ? [found(`after the resize the recording ${id} still runs, though it has to stop`)]
      : [];
  });
  const known = new Set(before.map(({ id }) => id));
  const started = after.filter(({ id, running }) => running && !known.has(id)).length;
  if (started === ran.length) return stopped;
  const goOn = `after the resize ${started} new segments are recorded, though ${ran.length} must go on`;
  return [...stopped, found(goOn)];
}

/** A resize that is refused stops nothing: what was recorded before is recorded still. The same parameters. */
export function undisturbed(
  before: readonly Segment[],
  after: readonly Segment[],
  clause: string,
  exchange: number,
): Finding[] {
  const runs = (id: string): boolean => after.some((one) => one.id === id && one.running);
  return before
    .filter(({ id, running }) => running && !runs(id))
    .map(({ id }) => {
      const because = `after the resize was refused the recording ${id} does not run any more`;
      return toFinding(because, clause, exchange);
    });
}

function toFinding(because: string, clause: string, exchange: number): Finding {
  return { check: 'segments', severity: 'breach', clause, because, exchange };
}
