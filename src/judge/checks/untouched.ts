import { differences, shown, strangerOf } from '../session-state.js';
import { memberClause, type AftermathCheck } from '../subject.js';

/** A refused update changes nothing at all, and the read that proves it is one of the session in question. */
export const untouched: AftermathCheck = ({ accepted, before, after, schema, sessionId }) => {
  if (accepted || after === undefined) return [];
  const found = differences(before, after.members, false);
  const stranger = strangerOf(sessionId, after.state, found);
  return [...found, ...stranger].map(({ path, before: was, after: is }) => ({
    check: 'untouched',
    severity: 'breach',
    clause: memberClause(schema, path),
    because: `${path} was ${shown(was)} before and is ${shown(is)} now, though the update had to be refused`,
    exchange: after.index,
  }));
};
