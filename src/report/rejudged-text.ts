import { compareRuns } from '../model/compare-runs.js';
import { outcomeCounts } from '../model/outcomes.js';
import type { ExitCode, RunRecord } from '../model/run-record.js';
import { comparedChanges } from './comparison-sentence.js';
import { fact } from './facts.js';
import { verdictFacts } from './headline.js';
import { lastLine } from './last-line.js';
import { runName, type PastRun } from './past-run.js';
import { runBlocks } from './run-blocks.js';
import { runReport } from './run-json.js';
import { summaryOf } from './summary.js';
import { counted, grouped, visible } from './visible.js';

/** So many cases are named that have to be answered otherwise. */
const MOST_IDS = 5;

/** A run that was judged again. */
export interface RejudgedRun {
  readonly record: RunRecord;
  /** The cases that have to be answered otherwise by the document at hand. */
  readonly otherwise: readonly string[];
  /** Why the effects of updates were not judged, with the number of cases. */
  readonly answersAlone: ReadonlyMap<string, number>;
}

/**
 * What recorded exchanges come to by another document, as a run would say it.
 */
export function rejudgedText(
  past: PastRun,
  { record, otherwise, answersAlone }: RejudgedRun,
  exitCode: ExitCode,
): string {
  const counts = outcomeCounts(record);
  const unjudged = counts['not verified'] + counts['embedded only'] + counts.blocked + counts['suite error'];
  const total = record.inventory.length;
  const { file, hash } = record.document;
  const changes = compareRuns(summaryOf(past), summaryOf(runReport(record, exitCode)), []);
  const shown = otherwise.slice(0, MOST_IDS).map(visible);
  return [
    ...runBlocks(record).flatMap((block) => [block, '']),
    `Judged again, without sending anything: ${grouped(total - unjudged)} of ${counted(total, 'case')} of the run ${runName(past)}.`,
    '',
    ...fact('document', [
      `${file}, sha256 ${hash.slice(0, 12)}${hash === past.document.hash ? ", the run's own" : ''}`,
    ]),
    ...fact(
      'otherwise',
      otherwise.length === 0
        ? []
        : [
            `${counted(otherwise.length, 'case')} must be answered otherwise by it: ${shown.join(', ')}${otherwise.length > MOST_IDS ? ', …' : ''}`,
          ],
    ),
    ...fact(
      'answers only',
      [...answersAlone].map(([why, count]) => `${counted(count, 'case')}: ${why}`),
    ),
    ...fact('changes', [comparedChanges(changes)]),
    ...verdictFacts(record, false),
    '',
    lastLine(record, exitCode).text,
  ].join('\n');
}
