import type { RunRecord, SeenDrift } from './run-record.js';

/** What the document does not declare, where a strict run lets it count. */
export function strictDrift({ strict, drift }: Pick<RunRecord, 'strict' | 'drift'>): SeenDrift[] {
  return strict === true ? drift.filter(({ drift: { kind } }) => kind.startsWith('undeclared')) : [];
}
