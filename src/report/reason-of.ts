import { unexplained } from '../model/cause.js';
import type { CaseResult, Intent } from '../model/run-record.js';
import { assertedIn, seenIn } from './seen-in.js';
import { sentenceOf } from './sentence-of.js';

/** The most important reason for a verdict; empty for a plain pass, the status for an observed case. */
export function reasonOf({ findings, obstacle, exchanges }: CaseResult, intent: Intent): string {
  const [first] = unexplained(findings);
  if (first !== undefined)
    return `${seenIn(exchanges, first.exchange, assertedIn(exchanges))}${sentenceOf(first)}`;
  if (obstacle !== undefined) return obstacle;
  const status = exchanges[0]?.response?.status;
  return intent === 'observe' && status !== undefined ? `observed: ${status}` : '';
}
