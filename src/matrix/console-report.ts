import { counted, cut, visible } from '../report/visible.js';
import { outcomeSentence, whyNeedless } from './outcome-sentence.js';
import type { FaultRow, Matrix } from './rows.js';
import { defects, falseAlarms, hangingByOne, idleCases, needlessChecks, survivors } from './totals.js';

/** So many faults are told one by one, also those that are found. */
const FEW = 10;

/** What a person reads on the console: the outcome, then everything that is wrong, by name. */
export function consoleReport(matrix: Matrix): string {
  const alone = hangingByOne(matrix) ?? [];
  const idle = idleCases(matrix) ?? [];
  return [
    outcomeSentence(matrix),
    ...survivors(matrix).map(
      ({ fault, unjudged }) =>
        `SURVIVES  ${visible(`${fault.name} (${fault.area}): ${bare(fault.sentence)}, against ${fault.clause}`)}` +
        (unjudged === undefined
          ? ''
          : `\n          not every case was judged: ${visible(cut(unjudged, 400))}`),
    ),
    ...falseAlarms(matrix).map(
      ({ variant, alarms }) =>
        `FALSE ALARM  ${visible(`${variant.name}: ${bare(variant.sentence)}`)}; ${counted(alarms.length, 'case')}, the first:\n` +
        (alarms[0]?.block ?? ''),
    ),
    ...defects(matrix).map((defect) => `DEFECT  ${visible(cut(defect, 400))}`),
    ...needlessChecks(matrix).map((one) => `NOT NEEDED  ${visible(whyNeedless(one))}`),
    ...(matrix.faults.length > FEW ? [] : matrix.faults.flatMap(killed)),
    ...(alone.length === 0
      ? []
      : [`${counted(alone.length, 'fault')} found by one case alone; the reports name them.`]),
    ...(idle.length === 0 ? [] : [`${counted(idle.length, 'case')} found nothing; the reports name them.`]),
  ].join('\n');
}

function killed({ fault, kills, requests }: FaultRow): string[] {
  const [first] = kills;
  if (first === undefined) return [];
  const others = kills.length === 1 ? '' : ` and ${counted(kills.length - 1, 'other case')}`;
  const by = `${fault.name} by ${first.caseId} (${first.checks.join(', ')})${others}`;
  return [`KILLED  ${visible(by)}, the first breach after ${counted(requests, 'request')}`];
}

/** A sentence as a part of another one. */
function bare(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
