import type { Finding } from '../model/finding.js';
import { mayChange, wasApplied } from './effects.js';
import { differences, strangerOf } from './session-state.js';
import { memberClause, type AftermathCheck, type Shown } from './subject.js';

/** An accepted update changes nothing but what it names, neither in its answer nor in a read afterwards. */
export const frame: AftermathCheck = ({ accepted, before, answer, after, effects, schema, sessionId }) => {
  if (!accepted) return [];
  const changed = (seen: Shown | undefined, seenIn: 'answer' | 'read'): Finding[] => {
    if (seen === undefined) return [];
    const partial = seenIn === 'answer';
    const found = differences(before, seen.members, partial).filter(
      (one) => !mayChange(effects, one.path) || wasApplied(effects, one.path, one.after),
    );
    const stranger = strangerOf(sessionId, seen.state, found);
    return [...found, ...stranger].map((difference) => ({
      check: 'frame',
      severity: 'breach',
      clause: memberClause(schema, difference.path),
      exchange: seen.exchange,
      details: { ...difference, seenIn },
    }));
  };
  return [...changed(answer, 'answer'), ...changed(after, 'read')];
};
