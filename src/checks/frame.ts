import type { Finding } from '../model/finding.js';
import { mayChange } from './effects.js';
import { differences, shown, strangerOf } from './session-state.js';
import { memberClause, type AftermathCheck, type Shown } from './subject.js';

/** An accepted update changes nothing but what it names, neither in its answer nor in a read afterwards. */
export const frame: AftermathCheck = (aftermath) => {
  if (!aftermath.accepted) return [];
  const { before, answer, after, effects, schema, sessionId } = aftermath;
  const changed = (seen: Shown | undefined, who: string, partial: boolean): Finding[] => {
    if (seen === undefined) return [];
    const found = differences(before, seen.members, partial).filter(({ path }) => !mayChange(effects, path));
    const stranger = strangerOf(sessionId, seen.state, found);
    return [...found, ...stranger].map(({ path, before: was, after: is }) => ({
      check: 'frame',
      severity: 'breach',
      clause: memberClause(schema, path),
      because: `${who} ${path} ${shown(is)}, it was ${shown(was)} and the update does not name it`,
      exchange: seen.index,
    }));
  };
  return [...changed(answer, 'the answer shows', true), ...changed(after, 'it shows', false)];
};
