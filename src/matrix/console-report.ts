import { counted, cut, visible } from '../report/visible.js';
import { outcomeSentence } from './outcome-sentence.js';
import type { Matrix } from './rows.js';
import { defects, falseAlarms, hangingByOne, idleCases, needlessChecks, survivors } from './totals.js';

/** What a person reads on the console: the outcome, then everything that is wrong, by name. */
export function consoleReport(matrix: Matrix): string {
  const alone = hangingByOne(matrix) ?? [];
  const idle = idleCases(matrix) ?? [];
  return [
    outcomeSentence(matrix),
    ...survivors(matrix).map(
      ({ fault, unjudged }) =>
        `SURVIVES  ${visible(`${fault.name} (${fault.area}): ${fault.sentence}, against ${fault.clause}`)}` +
        (unjudged === undefined
          ? ''
          : `\n          not every case was judged: ${visible(cut(unjudged, 400))}`),
    ),
    ...falseAlarms(matrix).map(
      ({ variant, alarms }) =>
        `FALSE ALARM  ${visible(`${variant.name}: ${variant.sentence}`)}; ${counted(alarms.length, 'case')}, the first:\n` +
        (alarms[0]?.block ?? ''),
    ),
    ...defects(matrix).map((defect) => `DEFECT  ${visible(cut(defect, 400))}`),
    ...needlessChecks(matrix).map(({ witness, kills }) => {
      const [first] = kills;
      const told = `${witness.check}: without it ${witness.fault} is found by ${first?.caseId ?? ''} all the same`;
      return `NOT NEEDED  ${visible(`${told} (${first?.checks.join(', ') ?? ''})`)}`;
    }),
    ...(alone.length === 0
      ? []
      : [`${counted(alone.length, 'fault')} found by one case alone; the reports name them.`]),
    ...(idle.length === 0 ? [] : [`${counted(idle.length, 'case')} found nothing; the reports name them.`]),
  ].join('\n');
}
