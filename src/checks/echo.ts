import { sameJson, valueAt } from '../model/json.js';
import type { CheckName, Finding } from '../model/finding.js';
import { shown } from './session-state.js';
import { memberClause, type Aftermath, type AftermathCheck, type Shown } from './subject.js';

/** The answer to an accepted update shows the members that it named, as sent. */
export const echo: AftermathCheck = (aftermath) =>
  aftermath.accepted ? named('echo', 'the answer shows', aftermath, aftermath.answer) : [];

/** A read after an accepted update shows the members that it named, as sent. */
export const readBack: AftermathCheck = (aftermath) =>
  aftermath.accepted ? named('read-back', 'it shows', aftermath, aftermath.after) : [];

function named(
  check: CheckName,
  who: string,
  { effects, schema }: Aftermath,
  seen: Shown | undefined,
): Finding[] {
  if (seen === undefined) return [];
  return effects.set.flatMap(({ path, allowed }) => {
    const value = valueAt(seen.state, path.split('.'));
    if (allowed.some((one) => sameJson(one, value))) return [];
    const right = [...new Set(allowed.map(shown))];
    const expected = `${right.length === 1 ? 'sent was' : 'allowed is'} ${right.join(' or ')}`;
    return [
      {
        check,
        severity: 'breach',
        clause: memberClause(schema, path),
        because: `${who} ${path} ${shown(value)}, ${expected}`,
        exchange: seen.index,
      } as const,
    ];
  });
}
