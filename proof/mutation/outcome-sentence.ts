import { counted, grouped } from '../../src/report/visible.js';
import type { CheckRow, Matrix } from './rows.js';
import {
  suiteErrors,
  EXPLORATION_GOAL,
  explorationOf,
  exploredShare,
  falseAlarms,
  matrixExitCode,
  needlessChecks,
  survivors,
  type Exploration,
} from './totals.js';

/** What came of a matrix, in the sentences that everybody reads: the same on the console and in every report. */
export function outcomeSentence(matrix: Matrix): string {
  const { full, whole, mutants, variations, checks, cases } = matrix;
  const living = survivors(matrix).length;
  const crying = falseAlarms(matrix).length;
  const own = suiteErrors(matrix).length;
  const idle = needlessChecks(matrix).length;
  const exploration = explorationOf(matrix);
  return [
    ...of(
      counted(mutants.length, 'mutant'),
      living === 0 ? 'every one killed' : `${grouped(living)} ${living === 1 ? 'survives' : 'survive'}`,
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
export function whyNeedless({ witness, kills, judged }: CheckRow): string {
  const [first] = kills;
  return first === undefined
    ? `${witness.check}: without it only ${counted(judged, 'case')} came to a verdict on ${witness.mutant}`
    : `${witness.check}: without it ${witness.mutant} is found by ${first.caseId} all the same (${first.checks.join(', ')})`;
}

/** Nothing is said of what was not played. */
function of(what: string, outcome: string): string[] {
  return what.startsWith('0 ') ? [] : [`${what}: ${outcome}.`];
}

/**
 * The one line that everybody reads last: the verdict in words, and the exit code.
 * @param written false where a report could not be written.
 */
export function matrixLastLine(matrix: Matrix, written: boolean): string {
  const exitCode = matrixExitCode(matrix);
  switch (exitCode) {
    case 0:
      if (!written) return 'NOT PROVEN: a report could not be written. Exit code 2.';
      return `PROVEN${matrix.whole ? '' : ', as far as it was played'}: whatever breaks the contract is found, and nothing else. Exit code 0.`;
    case 1: {
      const wrong = [
        counted(survivors(matrix).length, 'survivor'),
        counted(falseAlarms(matrix).length, 'false alarm'),
        counted(needlessChecks(matrix).length, 'needless check'),
        ...(explorationOf(matrix)?.fallsShort === true ? ['an exploration that falls short'] : []),
      ].filter((text) => !text.startsWith('0 '));
      return `NOT PROVEN: ${wrong.join(', ')}. Exit code 1.`;
    }
    case 3:
      return `SUITE AT FAULT: the plays met ${counted(suiteErrors(matrix).length, 'suite error')} of its own. Exit code 3.`;
  }
}

function explored(exploration: Exploration): string {
  const goal = exploration.fallsShort ? `, short of ${EXPLORATION_GOAL * 100} %` : '';
  return `Exploration found ${exploredShare(exploration)}${goal}.`;
}
