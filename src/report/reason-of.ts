import type { CaseResult, Intent } from '../model/run-record.js';
import { sentenceOf } from './sentence-of.js';

/** The most important thing to say about a result: nothing for a plain pass; for an observed case, the status. */
export function reasonOf({ findings, obstacle, exchanges }: CaseResult, intent: Intent): string {
  const [first] = findings;
  if (first !== undefined) return sentenceOf(first);
  if (obstacle !== undefined) return obstacle;
  const status = exchanges[0]?.response?.status;
  return intent === 'observe' && status !== undefined ? `observed: ${status}` : '';
}
