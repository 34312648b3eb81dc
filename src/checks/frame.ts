import type { Finding } from '../model/finding.js';
import { mayChange, wasApplied } from './effects.js';
import { differences, strangerOf } from './session-state.js';
import { memberClause, type AftermathCheck, type Shown } from './subject.js';

/** An accepted update changes nothing but what it names, neither in its answer nor in a read afterwards. */
export const frame: AftermathCheck = (aftermath) => {
  const { accepted, before, answer, after, effects, schema, apart, sessionId } = aftermath;
  if (!accepted) return [];
  const changed = (seen: Shown | undefined, seenIn: 'answer' | 'read'): Finding[] => {
    if (seen === undefined) return [];
    const partial = seenIn === 'answer';
    const found = differences(before, seen.members, partial).filter(
      ({ path, after: is }) =>
        apart?.isDeclaredIn(seenIn, path) !== false &&
        (!mayChange(effects, path) || wasApplied(effects, path, is)),
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
