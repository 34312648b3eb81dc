import { counted, grouped } from '../../src/report/visible.js';
import type { CheckRow, MutationReport } from './rows.js';
import {
  suiteErrors,
  EXPLORATION_GOAL,
  explorationOf,
  exploredShare,
  falseAlarms,
  mutationExitCode,
  redundantChecks,
  survivors,
  type Exploration,
} from './totals.js';

/** What came of a report, in the sentences that everybody reads: the same on the console and in every report. */
export function outcomeSentence(report: MutationReport): string {
  const { full, whole, mutants, variations, checks, cases } = report;
  const living = survivors(report).length;
  const crying = falseAlarms(report).length;
  const own = suiteErrors(report).length;
  const idle = redundantChecks(report).length;
  const exploration = explorationOf(report);
  return [
    ...of(
      counted(mutants.length, 'mutant'),
      living === 0 ? 'all killed' : `${grouped(living)} ${living === 1 ? 'survives' : 'survive'}`,
    ),
    ...of(
      counted(variations.length, 'variation'),
      crying === 0 ? 'no false alarm' : counted(crying, 'false alarm'),
    ),
    ...(own === 0 ? [] : [`The suite itself met ${counted(own, 'suite error')}.`]),
    ...of(counted(checks.length, 'check'), idle === 0 ? 'each is needed' : `${grouped(idle)} not needed`),
    ...(exploration === undefined ? [] : [explored(exploration)]),
    full
      ? `All ${counted(cases.length, 'case')} met each of them.`
      : `${counted(cases.length, 'case')}, stopped at the first breach.`,
    ...(whole ? [] : ['Only a part was played.']),
  ].join(' ');
}

/** Why a check was not shown to be needed, as a part of a sentence. */
export function whyRedundant({ ablation, kills, judged }: CheckRow): string {
  const [first] = kills;
  return first === undefined
    ? `${ablation.check}: without it only ${counted(judged, 'case')} came to a verdict on ${ablation.mutant}`
    : `${ablation.check}: without it ${ablation.mutant} is found by ${first.caseId} all the same (${first.checks.join(', ')})`;
}

/** Nothing is said of what was not played. */
function of(what: string, outcome: string): string[] {
  return what.startsWith('0 ') ? [] : [`${what}: ${outcome}.`];
}

/**
 * The one line that everybody reads last: the verdict in words, and the exit code.
 * @param written false where a report could not be written.
 */
export function mutationLastLine(report: MutationReport, written: boolean): string {
  const exitCode = mutationExitCode(report);
  switch (exitCode) {
    case 0:
      if (!written) return 'NOT PROVEN: a report could not be written. Exit code 2.';
      return `PROVEN${report.whole ? '' : ', as far as it was played'}: every mutant is killed, and no variation raises an alarm. Exit code 0.`;
    case 1: {
      const wrong = [
        counted(survivors(report).length, 'survivor'),
        counted(falseAlarms(report).length, 'false alarm'),
        counted(redundantChecks(report).length, 'redundant check'),
        ...(explorationOf(report)?.isShort === true ? ['an exploration below its goal'] : []),
      ].filter((text) => !text.startsWith('0 '));
      return `NOT PROVEN: ${wrong.join(', ')}. Exit code 1.`;
    }
    case 3:
      return `SUITE AT FAULT: the mutation run met ${counted(suiteErrors(report).length, 'suite error')} of its own. Exit code 3.`;
  }
}

function explored(exploration: Exploration): string {
  const goal = exploration.isShort ? `, short of ${EXPLORATION_GOAL * 100} %` : '';
  return `Exploration found ${exploredShare(exploration)}${goal}.`;
}
