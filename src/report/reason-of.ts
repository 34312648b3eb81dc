import { unexplained } from '../model/cause.js';
import { forPerson } from '../model/needs-person.js';
import type { CaseResult, Intent } from '../model/run-record.js';
import { assertedIn, seenIn } from './seen-in.js';
import { sentenceOf } from './sentence-of.js';

/** The most important reason for a verdict; empty for a plain pass, the status for an observed case. */
export function reasonOf(
  { verdict, findings, obstacle, exchanges, needsPerson }: CaseResult,
  intent: Intent,
): string {
  const [first] = unexplained(findings);
  const found =
    first === undefined
      ? undefined
      : `${seenIn(exchanges, first.exchange, assertedIn(exchanges))}${sentenceOf(first)}`;
  // A person has to know both: why it is theirs to say, and what there is to be said of.
  if (needsPerson !== undefined && verdict === 'not verified')
    return [obstacle ?? forPerson(needsPerson), found].filter((part) => part !== undefined).join('; ');
  if (found !== undefined) return found;
  if (obstacle !== undefined) return obstacle;
  if (needsPerson !== undefined) return forPerson(needsPerson);
  const status = exchanges[0]?.response?.status;
  return intent === 'observe' && status !== undefined ? `observed: ${status}` : '';
}
