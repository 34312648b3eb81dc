import { counted, grouped } from '../report/visible.js';
import type { Matrix } from './rows.js';
import {
  defects,
  EXPLORATION_GOAL,
  explorationOf,
  exploredShare,
  falseAlarms,
  needlessChecks,
  survivors,
  type Exploration,
} from './totals.js';

/** What came of a matrix, in the sentences that everybody reads: the same on the console and in every report. */
export function outcomeSentence(matrix: Matrix): string {
  const { full, whole, faults, variants, checks, cases } = matrix;
  const living = survivors(matrix).length;
  const crying = falseAlarms(matrix).length;
  const own = defects(matrix).length;
  const idle = needlessChecks(matrix).length;
  const exploration = explorationOf(matrix);
  return [
    living === 0
      ? `${counted(faults.length, 'fault')}: every one killed.`
      : `${counted(faults.length, 'fault')}: ${grouped(living)} ${living === 1 ? 'survives' : 'survive'}.`,
    crying === 0
      ? `${counted(variants.length, 'variant')}: no false alarm.`
      : `${counted(variants.length, 'variant')}: ${counted(crying, 'false alarm')}.`,
    ...(own === 0 ? [] : [`The suite itself met ${counted(own, 'defect')}.`]),
    ...(checks.length === 0
      ? []
      : [
          idle === 0
            ? `${counted(checks.length, 'check')}: each is needed.`
            : `${counted(checks.length, 'check')}: ${grouped(idle)} not needed.`,
        ]),
    ...(exploration === undefined ? [] : [explored(exploration)]),
    full
      ? `All ${counted(cases.length, 'case')} met each of them.`
      : `${counted(cases.length, 'case')}, stopped at the first breach.`,
    ...(whole ? [] : ['Only a part was played.']),
  ].join(' ');
}

function explored(exploration: Exploration): string {
  const goal = exploration.fallsShort ? `, short of ${EXPLORATION_GOAL * 100} %` : '';
  return `Exploration found ${exploredShare(exploration)}${goal}.`;
}
