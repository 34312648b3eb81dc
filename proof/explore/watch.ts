import type { ExploredSession, Sessions } from './sessions.js';

/** Remembers which sessions were not looked at since something was sent elsewhere. */
export interface Watch {
  /** Something is sent to a session, or, undefined, to none of those that are held. */
  sentTo(target: ExploredSession | undefined): void;
  /** A session was looked at, or is gone. */
  looked(session: ExploredSession): void;
  /** Those to be looked at, the one that waits longest first. */
  stale(): readonly ExploredSession[];
}

/** @param sessions all that are held, each of which has just been looked at. */
export function createWatch(sessions: Sessions): Watch {
  const stale = new Set<ExploredSession>(); // keeps the order in which its members came
  return {
    sentTo(target) {
      for (const session of sessions.all) if (session !== target) stale.add(session);
      if (target !== undefined) target.touched = true;
    },
    looked: (session) => void stale.delete(session),
    stale: () => [...stale],
  };
}
