import type { CaseResult, Intent } from '../model/run-record.js';
import { sentenceOf } from './sentence-of.js';

/** The most important reason for a verdict; empty for a plain pass, the status for an observed case. */
export function reasonOf({ findings, obstacle, exchanges }: CaseResult, intent: Intent): string {
  const [first] = findings;
  if (first !== undefined) return sentenceOf(first);
  if (obstacle !== undefined) return obstacle;
  const status = exchanges[0]?.response?.status;
  return intent === 'observe' && status !== undefined ? `observed: ${status}` : '';
}
