import { counted, cut, visible } from '../../src/report/visible.js';
import { outcomeSentence, whyRedundant } from './outcome-sentence.js';
import type { MutantRow, MutationReport } from './rows.js';
import {
  suiteErrors,
  falseAlarms,
  killedByOneCase,
  idleCases,
  redundantChecks,
  survivors,
} from './totals.js';

/** So many mutants are listed one by one, killed ones included. */
const FEW = 10;

/** What a person reads on the console: the outcome, then everything that is wrong, by name. */
export function consoleReport(report: MutationReport): string {
  const alone = killedByOneCase(report) ?? [];
  const idle = idleCases(report) ?? [];
  return [
    outcomeSentence(report),
    ...survivors(report).map(
      ({ mutant, unjudged }) =>
        `SURVIVES  ${visible(`${mutant.name} (${mutant.area}): ${bare(mutant.sentence)}, against ${mutant.clause}`)}` +
        (unjudged === undefined
          ? ''
          : `\n          not every case was judged: ${visible(cut(unjudged, 400))}`),
    ),
    ...falseAlarms(report).map(
      ({ variation, alarms }) =>
        `FALSE ALARM  ${visible(`${variation.name}: ${bare(variation.sentence)}`)}; ${counted(alarms.length, 'case')}, the first:\n` +
        (alarms[0]?.block ?? ''),
    ),
    ...suiteErrors(report).map((suiteError) => `DEFECT  ${visible(cut(suiteError, 400))}`),
    ...redundantChecks(report).map((one) => `NOT NEEDED  ${visible(whyRedundant(one))}`),
    ...(report.mutants.length > FEW ? [] : report.mutants.flatMap(killed)),
    ...(alone.length === 0
      ? []
      : [`${counted(alone.length, 'mutant')} found by one case alone; the reports name them.`]),
    ...(idle.length === 0 ? [] : [`${counted(idle.length, 'case')} found nothing; the reports name them.`]),
  ].join('\n');
}

function killed({ mutant, kills, requests }: MutantRow): string[] {
  const [first] = kills;
  if (first === undefined) return [];
  const others = kills.length === 1 ? '' : ` and ${counted(kills.length - 1, 'other case')}`;
  const by = `${mutant.name} by ${first.caseId} (${first.checks.join(', ')})${others}`;
  return [`KILLED  ${visible(by)}, the first breach after ${counted(requests, 'request')}`];
}

/** A sentence as a part of another one. */
function bare(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
