import { showsSession, type Exchange } from '../model/exchange.js';
import type { ResponseContract } from '../contract/response-contract.js';
import { isObject } from '../model/json.js';
import type { Finding } from '../model/finding.js';

/**
 * A refused update of a session that does not exist makes none, and brings none back.
 * @param read of the same id, after the refusal.
 */
export function absent(read: Exchange, clause: string): Finding[] {
  if (!showsLiveSession(read)) return [];
  return [{ check: 'absent', severity: 'breach', clause, exchange: read, details: { by: 'refused update' } }];
}

/**
 * Updates change a session, and make none.
 * @param read of a session that carries the mark of the run, and that none of its creations has made.
 */
export function made(read: Exchange, { pointer }: Pick<ResponseContract, 'pointer'>): Finding[] {
  if (!showsLiveSession(read)) return [];
  const clause = pointer.replace(/\/responses$/, '');
  return [{ check: 'absent', severity: 'breach', clause, exchange: read, details: { by: 'some update' } }];
}

/** A deleted session may stay readable as one. */
function showsLiveSession(read: Exchange): boolean {
  const { response } = read;
  return showsSession(read) && isObject(response?.json) && (response.json.deleted_at ?? null) === null;
}
