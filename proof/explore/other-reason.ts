import { isKeyRefused, KEY_REFUSED } from '../../src/run/schedule/key-refused.js';
import { isGone, readSession } from '../../src/run/session/read-session.js';
import type { Context } from './context.js';
import { Blocked, type StepFailed } from './step-failed.js';

/**
 * Has a step that failed another reason than the contract?
 * @param mayHaveEnded may a session have ended by itself, as browsers do now and then?
 * @returns why nothing more can be judged, or that a session ended and is to be replaced.
 */
export async function otherReason(
  { exchanges }: StepFailed,
  { tools, sessions }: Pick<Context, 'tools' | 'sessions'>,
  mayHaveEnded: boolean,
): Promise<Blocked | 'a session ended' | undefined> {
  if (await isKeyRefused(exchanges, tools)) return new Blocked(KEY_REFUSED);
  const met404 = exchanges.some(({ response }) => [400, 404, 410].includes(response?.status ?? 0));
  if (!mayHaveEnded || !met404) return undefined;
  for (const session of sessions.all) {
    const read = await readSession(session.browser.id, tools);
    tools.journal({ type: 'exchange', exchange: read });
    if (!isGone(read)) continue;
    session.lost = true;
    tools.noteDrift({ kind: 'session ended', was: 'the session' });
    return 'a session ended';
  }
  return undefined;
}
