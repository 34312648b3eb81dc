import { differences, shown, strangerOf } from './session-state.js';
import { memberClause, type AftermathCheck } from './subject.js';

/** What is refused, or fails, changes nothing at all; and the read that proves it is one of the session in question. */
export const untouched: AftermathCheck = (aftermath) => {
  const { accepted, before, after, schema, sessionId } = aftermath;
  if (accepted || after === undefined) return [];
  const why = aftermath.whyUntouched ?? 'the update had to be refused';
  const found = differences(before, after.members, false);
  const stranger = strangerOf(sessionId, after.state, found);
  return [...found, ...stranger].map(({ path, before: was, after: is }) => ({
    check: 'untouched',
    severity: 'breach',
    clause: memberClause(schema, path),
    because: `${path} was ${shown(was)} before and is ${shown(is)} now, though ${why}`,
    exchange: after.index,
  }));
};
