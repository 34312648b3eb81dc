/** What a diary keeps of the differences between an API and its document. */
export const DIARY_KINDS = ['member', 'header', 'status', 'never seen'] as const;

/** One difference; names alone, so nothing secret. `never seen` is a declared member that no answer has. */
export interface Sighting {
  readonly kind: (typeof DIARY_KINDS)[number];
  /** `200 body dpi`, `header x-region`. */
  readonly what: string;
}

export interface DiaryEntry extends Sighting {
  readonly target: string;
  /** ISO 8601: the first and the last run that showed it. */
  readonly first: string;
  readonly last: string;
}

/** Entries of another format are not read. */
export const DIARY_FORMAT = 1;
/** So many entries are kept, those that were seen last. */
export const MOST_ENTRIES = 500;

export interface DriftDiary {
  readonly format: typeof DIARY_FORMAT;
  /** How many entries were dropped so far, because there were too many. */
  readonly dropped: number;
  readonly entries: readonly DiaryEntry[];
}

export const EMPTY_DIARY: DriftDiary = { format: DIARY_FORMAT, dropped: 0, entries: [] };

/** What one run adds to the diary. */
export interface DiaryPage {
  readonly target: string;
  /** When the run began, ISO 8601. */
  readonly at: string;
  readonly seen: readonly Sighting[];
  /** Could the run have shown every member? Only then does it say which were never seen. */
  readonly isWhole: boolean;
  /** Declared members that some answer of the run had, as sightings would name them. */
  readonly shown: ReadonlySet<string>;
}

/** The diary after a run. A declared member leaves it once an answer has it, or the document declares it no more. */
export function withPage(diary: DriftDiary, { target, at, seen, isWhole, shown }: DiaryPage): DriftDiary {
  const key = ({ kind, what }: Sighting): string => `${kind} ${what}`;
  const present = new Map(seen.map((one) => [key(one), one]));
  const kept = diary.entries.flatMap((entry): DiaryEntry[] => {
    if (entry.target !== target) return [entry];
    if (present.delete(key(entry))) return [{ ...entry, last: at }];
    const isOver = entry.kind === 'never seen' && (isWhole || shown.has(entry.what));
    return isOver ? [] : [entry];
  });
  const fresh = [...present.values()].map((one) => ({ ...one, target, first: at, last: at }));
  const entries = [...kept, ...fresh].sort((a, b) => (a.last === b.last ? 0 : a.last > b.last ? -1 : 1));
  const surplus = Math.max(0, entries.length - MOST_ENTRIES);
  return {
    format: DIARY_FORMAT,
    dropped: diary.dropped + surplus,
    entries: entries.slice(0, MOST_ENTRIES),
  };
}
