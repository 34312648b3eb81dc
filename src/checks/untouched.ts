import { differences, strangerOf } from './session-state.js';
import { memberClause, type AftermathCheck } from './subject.js';

/** What is refused, or fails, changes nothing at all; and the read that proves it is one of the session in question. */
export const untouched: AftermathCheck = (aftermath) => {
  const { accepted, before, after, schema, sessionId } = aftermath;
  if (accepted || after === undefined) return [];
  const why = aftermath.whyUntouched ?? { kind: 'refusal due' };
  const found = differences(before, after.members, false);
  const stranger = strangerOf(sessionId, after.state, found);
  return [...found, ...stranger].map((difference) => ({
    check: 'untouched',
    severity: 'breach',
    clause: memberClause(schema, difference.path),
    exchange: after.exchange,
    details: { ...difference, why },
  }));
};
