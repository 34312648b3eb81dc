import { isDateTime, sameInstant } from '../contract/date-time.js';
import type { Finding } from '../model/finding.js';
import { sameJson, valueAt, type Json } from '../model/json.js';
import { memberClause, type Aftermath, type AftermathCheck } from './subject.js';

/** The answer to an accepted update shows the members that it named, as sent. */
export const echo: AftermathCheck = (aftermath) => missed('echo', aftermath, 'answer');

/** A read after an accepted update shows the members that it named, as sent. */
export const readBack: AftermathCheck = (aftermath) => missed('read-back', aftermath, 'read');

/** A time may be shown in another spelling. */
function isSame(right: Json | undefined, value: Json | undefined): boolean {
  if (sameJson(right, value)) return true;
  if (typeof right !== 'string' || typeof value !== 'string') return false;
  return isDateTime(right) && isDateTime(value) && sameInstant(right, value);
}

function missed(
  check: 'echo' | 'read-back',
  { accepted, effects, schema, apart, answer, after }: Aftermath,
  where: 'answer' | 'read',
): Finding[] {
  const seen = where === 'answer' ? answer : after;
  if (!accepted || seen === undefined) return [];
  const described = where === 'answer' ? (apart?.answers ?? schema) : schema;
  return effects.set.flatMap(({ path, allowed }) => {
    if (apart?.isDeclaredIn(where, path) === false) return [];
    const value = valueAt(seen.state, path.split('.'));
    if (allowed.some((right) => isSame(right, value))) return [];
    const details = { path, value, allowed };
    const clause = memberClause(described, path);
    return [{ check, severity: 'breach', clause, exchange: seen.exchange, details }];
  });
}
