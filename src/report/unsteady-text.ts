import type { UnsteadyCase } from '../model/unsteady-cases.js';
import { counted, grouped, visible } from './visible.js';

/** The cases whose verdict comes and goes, with how often; or that there are none. @param runs how many were looked at. */
export function unsteadyText(cases: readonly UnsteadyCase[], runs: number): string {
  const rule =
    'Counted are changes there and back under one target, document and version of the suite; a single change may be a release. No retry ever makes a case green.';
  if (cases.length === 0) return `In ${counted(runs, 'run')}, no case was flaky. ${rule}`;
  return [
    `In ${counted(runs, 'run')}, the ${cases.length === 1 ? 'verdict of 1 case' : `verdicts of ${grouped(cases.length)} cases`} came and went:`,
    '',
    ...cases.map((one) => `  ${visible(one.id)}  ${rateOf(one)} on ${visible(one.target)}`),
    '',
    rule,
  ].join('\n');
}

function rateOf({ broke, runs, changes, notSeenAgain }: UnsteadyCase): string {
  const share = Math.round((100 * broke) / runs);
  const again = notSeenAgain === 0 ? '' : `, ${grouped(notSeenAgain)} × not seen again by a second try`;
  return `broken in ${grouped(broke)} of ${counted(runs, 'run')} (${share} %), ${counted(changes, 'change')}${again},`;
}
