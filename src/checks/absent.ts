import { showsSession, type Exchange } from '../model/exchange.js';
import { isObject } from '../model/json.js';
import type { Finding } from '../model/finding.js';

/**
 * A refused update of a session that does not exist makes none, and brings none back.
 * @param read of the same id, after the refusal.
 */
export function absent(read: Exchange, clause: string): Finding[] {
  const { response } = read;
  if (!showsSession(read) || !isObject(response?.json)) return [];
  // A deleted session may stay readable as one.
  if ((response.json.deleted_at ?? null) !== null) return [];
  return [{ check: 'absent', severity: 'breach', clause, exchange: read, details: {} }];
}
