import { isGone, readSession } from '../../src/run/session/held-session.js';
import { isKeyRefused, KEY_REFUSED } from '../../src/run/schedule/second-look.js';
import type { Ground } from './context.js';
import { Blocked, type StepFailed } from './step-failed.js';
import { CASE_ID } from './wire.js';

/**
 * Has a step that failed another reason than the contract?
 * @param mayHaveEnded may a session have ended by itself, as browsers do now and then?
 * @returns why nothing more can be judged, or that a session ended and is to be replaced.
 */
export async function otherReason(
  { exchanges }: StepFailed,
  { tools, sessions }: Pick<Ground, 'tools' | 'sessions'>,
  mayHaveEnded: boolean,
): Promise<Blocked | 'a session ended' | undefined> {
  if (await isKeyRefused(exchanges, CASE_ID, tools)) return new Blocked(KEY_REFUSED);
  const met404 = exchanges.some(({ response }) => [400, 404, 410].includes(response?.status ?? 0));
  if (!mayHaveEnded || !met404) return undefined;
  for (const session of sessions.all) {
    const read = await readSession(tools, session.browser.id, CASE_ID);
    tools.journal({ type: 'exchange', exchange: read });
    if (!isGone(read)) continue;
    session.lost = true;
    const what = 'a session ended by itself; it was replaced by another';
    tools.journal({ type: 'drift', what, caseId: CASE_ID });
    return 'a session ended';
  }
  return undefined;
}
