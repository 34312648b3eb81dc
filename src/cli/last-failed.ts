import { readPastRun, type PastCase } from '../report/past-run.js';
import { nothingRed, redCases, triedAgain } from '../report/red-cases.js';
import { caseIds } from './case-ids.js';
import { exactly, literally } from './exactly.js';

/** What `--last-failed` selects: a pattern for Mocha's --grep and a sentence that says so, or why it selects nothing. */
export type LastFailed = { readonly grep: string; readonly sentence: string } | { readonly problem: string };

/**
 * Selects what was red in the last run.
 * @param known the ids of all cases; none where they are not known.
 */
export function lastFailed(reportsDir: string, known: readonly string[] = caseIds()): LastFailed {
  const past = readPastRun(reportsDir);
  if ('problem' in past) return past;
  const red = redCases(past.run);
  if (red.length === 0) return { problem: nothingRed(past.run) };
  const ids = red.filter((one) => !isPlain(one)).map(({ id }) => id);
  const plain = red.filter(isPlain).map(({ sentence }) => `(^| )${literally(sentence)}$`);
  const gone = known.length === 0 ? [] : ids.filter((id) => !known.includes(id));
  return {
    grep: [...(ids.length === 0 ? [] : [exactly(ids)]), ...plain].join('|'),
    sentence: triedAgain(past.run, red.length, gone),
  };
}

/** A test in plain Mocha rests on no clause; its title is all that Mocha knows it by. */
function isPlain({ clause }: PastCase): boolean {
  return clause.pointer === '#';
}
