import { findingsOf } from '../model/causes-in.js';
import type { Cause } from '../model/cause-cases.js';
import { casesOf } from '../model/causes.js';
import type { Again } from './again.js';
import { failureBlock } from './block.js';
import { blockInput, caseBlock, retried } from './case-block.js';
import { counted } from './visible.js';

/** So many ids of cases are listed with a cause. */
const MOST_IDS = 5;

/** The block of a cause: its best example, whole, and the other cases by their ids. */
export function causeBlock(cause: Cause, again: (caseId: string) => Again): string {
  const { id, severity, isKnown, cases, also } = cause;
  const [example] = cases;
  if (example === undefined) return '';
  const { listed, result } = example;
  // A plain Mocha test has no clause and sends nothing that the suite knows of.
  if (listed.statuses.length === 0) return caseBlock(listed, result);
  const verdict = isKnown ? 'known' : severity;
  const findings = findingsOf(id, example);
  const block = failureBlock({
    ...blockInput(listed, { ...result, findings }, verdict),
    id,
    sentence: '',
    cases: [
      ...idLines(casesOf(cause).map((one) => one.listed.id)),
      ...also.map((shown) => `it explains ${shown.id} in ${counted(shown.cases.length, 'case')}`),
    ],
    again: again(listed.id),
  });
  return result.reproduced === undefined ? block : `${block}\n${retried(result.reproduced)}`;
}

/** `12 cases; the example:` and the first ids below each other. */
function idLines(ids: readonly string[]): string[] {
  const [example = '', ...others] = ids;
  const shown = others.slice(0, MOST_IDS - 1);
  const more = others.length - shown.length;
  return [
    `${counted(ids.length, 'case')}; this is ${example}`,
    ...shown.map((id) => `also ${id}`),
    ...(more > 0 ? [`and ${counted(more, 'other case')}`] : []),
  ];
}
