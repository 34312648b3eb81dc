/** A breach that the team has accepted for a while: an entry of `fixtures/known-deviations.yaml`. */
export interface KnownDeviation {
  /** The id of a cause, or a pattern of ids in which `*` stands for any text. */
  readonly cause: string;
  /** The cases that it was accepted in; the number of them where `cause` is a pattern. */
  readonly cases: readonly string[] | number;
  readonly reason: string;
  /** Where it is tracked: a URL or an id. */
  readonly issue: string;
  readonly owner: string;
  /** The last day of its acceptance, `YYYY-MM-DD`. */
  readonly until: string;
}

/** Is the pattern of an entry the id of a cause, or does it match one? */
export function matches({ cause }: Pick<KnownDeviation, 'cause'>, id: string): boolean {
  const [first = '', ...rest] = cause.split('*');
  const last = rest.pop();
  if (last === undefined) return cause === id;
  let from = first.length;
  for (const part of rest) {
    const place = id.indexOf(part, from); // the earliest place leaves most to the others
    if (place < 0) return false;
    from = place + part.length;
  }
  return id.startsWith(first) && id.endsWith(last) && from <= id.length - last.length;
}

/** Is the last day of an entry over? @param today ISO 8601 */
export function isExpired({ until }: Pick<KnownDeviation, 'until'>, today: string): boolean {
  return today.slice(0, 10) > until;
}

/** The entry whose acceptance ends next. */
export function nextToExpire(entries: readonly KnownDeviation[]): KnownDeviation | undefined {
  return [...entries].sort((a, b) => (a.until < b.until ? -1 : 1))[0];
}
