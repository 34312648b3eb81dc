import type { Finding } from '../finding.js';
import { mayChange } from '../effects.js';
import { differences, shown, type Difference } from '../session-state.js';
import type { AftermathCheck, Shown } from '../subject.js';

/** An accepted update changes nothing but what it names, neither in its answer nor in a read afterwards. */
export const frame: AftermathCheck = (aftermath) => {
  if (!aftermath.accepted) return [];
  const { before, answer, after, effects, schema, sessionId } = aftermath;
  const changed = (seen: Shown | undefined, who: string, partial: boolean): Finding[] => {
    if (seen === undefined) return [];
    const found: Difference[] = differences(before, seen.members, partial).filter(
      ({ path }) => !mayChange(effects, path),
    );
    // Compared with the id that was asked for: a read before may have shown the wrong one just the same.
    if (seen.state.session_id !== sessionId && !found.some(({ path }) => path === 'session_id')) {
      found.push({ path: 'session_id', before: sessionId, after: seen.state.session_id });
    }
    return found.map(({ path, before: was, after: is }) => ({
      check: 'frame',
      severity: 'breach',
      clause: `${schema}/properties/${path.split('.')[0] ?? path}`,
      because: `${who} ${path} ${shown(is)}, it was ${shown(was)} and the update does not name it`,
      exchange: seen.index,
    }));
  };
  return [...changed(answer, 'the answer shows', true), ...changed(after, 'it shows', false)];
};
