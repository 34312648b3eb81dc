import { isDateTime, sameInstant } from '../contract/date-time.js';
import type { Finding } from '../model/finding.js';
import { sameJson, valueAt, type Json } from '../model/json.js';
import { memberClause, type Aftermath, type AftermathCheck, type Shown } from './subject.js';

/** The answer to an accepted update shows the members that it named, as sent. */
export const echo: AftermathCheck = (aftermath) => missed('echo', aftermath, aftermath.answer);

/** A read after an accepted update shows the members that it named, as sent. */
export const readBack: AftermathCheck = (aftermath) => missed('read-back', aftermath, aftermath.after);

/** A time may be shown in another spelling. */
function isSame(right: Json | undefined, value: Json | undefined): boolean {
  if (sameJson(right, value)) return true;
  if (typeof right !== 'string' || typeof value !== 'string') return false;
  return isDateTime(right) && isDateTime(value) && sameInstant(right, value);
}

function missed(
  check: 'echo' | 'read-back',
  { accepted, effects, schema }: Aftermath,
  seen: Shown | undefined,
): Finding[] {
  if (!accepted || seen === undefined) return [];
  return effects.set.flatMap(({ path, allowed }) => {
    const value = valueAt(seen.state, path.split('.'));
    if (allowed.some((right) => isSame(right, value))) return [];
    const details = { path, value, allowed };
    const clause = memberClause(schema, path);
    return [{ check, severity: 'breach', clause, exchange: seen.exchange, details }];
  });
}
