import type { KnownDeviation } from '../model/known-deviation.js';
import { daysAfter } from '../settings/known-deviations.js';
import type { PastRun } from './past-run.js';
import { counted, visible } from './visible.js';

const DAY_MS = 86_400_000;

/** What was written. */
export interface Accepted {
  readonly file: string;
  readonly deviation: KnownDeviation;
  /** The entry as it stands in the file. */
  readonly entry: string;
  /** Has it taken the place of another? */
  readonly isReplaced: boolean;
  /** ISO 8601 */
  readonly today: string;
}

/** What `npm run accept` has done, and what follows from it. */
export function acceptance(run: PastRun, { file, deviation, entry, isReplaced, today }: Accepted): string {
  const { cause, cases, until } = deviation;
  const count = typeof cases === 'number' ? cases : cases.length;
  return [
    `${visible(cause)} is accepted in ${counted(count, 'case')}. ${file} now holds:`,
    '',
    visibleLines(entry),
    '',
    ...(isReplaced ? ['It takes the place of an entry for the same cause.'] : []),
    `Its last day is ${until} (${away(today, until)}). From ${daysAfter(until, 1)} on, it makes every run red.`,
    ...follows(run, cause),
    ...(run.isWhole && run.finished ? [] : [PART]),
  ].join('\n');
}

/** What follows from a cause is not accepted with it: it may have a root of its own. */
function follows({ causes }: PastRun, cause: string): string[] {
  const also = causes.find(({ id }) => id === cause)?.also ?? [];
  return also.length === 0
    ? []
    : [
        `What follows from it is red until it is accepted as well: ${also.map(({ id }) => visible(id)).join(', ')}.`,
      ];
}

const PART =
  'The last run did not try every case: in a whole run the cause may show in more, which would be red.';

function away(today: string, until: string): string {
  const days = Math.round((Date.parse(until) - Date.parse(today.slice(0, 10))) / DAY_MS);
  return days === 0 ? 'today' : `in ${counted(days, 'day')}`;
}

function visibleLines(text: string): string {
  return text.trimEnd().split('\n').map(visible).join('\n');
}
