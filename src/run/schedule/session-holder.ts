import type { LeasedBrowser } from '../../api/leases/browsers.js';
import { SetUpFailed } from '../../api/leases/set-up-errors.js';
import type { ContractCase } from '../../model/case.js';
import { isSameKind } from '../../model/session-kind.js';
import type { CaseTools } from '../case/tools.js';
import { isWornOut, type HeldSession } from '../session/held-session.js';
import { isRecorded } from '../session/recordings.js';
import { hasProfile } from '../session/starting-state.js';
import type { Holding } from './queue.js';

/** Holds at most one session for a worker, and keeps it for the next case while that can use it. */
export interface SessionHolder {
  /** The session for a case: the one held, if it serves the case, or a fresh one. @throws Unavailable | SetUpFailed */
  hold(testCase: ContractCase, tools: CaseTools): Promise<HeldSession>;
  letGo(): Promise<void>;
  /** What the queue has to know of the session held. */
  holding(): Holding | undefined;
}

export function createSessionHolder(): SessionHolder {
  let held: { readonly session: HeldSession; readonly release: () => Promise<unknown> } | undefined;
  const letGo = async (): Promise<void> => {
    await held?.release();
    held = undefined;
  };
  return {
    letGo,
    async hold(testCase, tools) {
      if (held !== undefined && serves(held.session, testCase, tools)) {
        if (!testCase.session.recording || (await isStillRecorded(held.session, tools))) return held.session;
      }
      await letGo();
      const browser = await tools.leases.browser(testCase.session);
      const session: HeldSession = { browser, state: undefined, sizes: [] };
      held = { session, release: () => letBrowserGo(browser, tools) };
      return session;
    },
    holding() {
      if (held?.session.state === undefined) return undefined;
      const { browser, state } = held.session;
      const isLoaded = hasProfile(state) || held.session.mayHaveProfile === true;
      return { kind: browser.kind, hasProfile: isLoaded };
    },
  };
}

/** A person may go on with the session of a case. */
async function letBrowserGo(browser: LeasedBrowser, { leases, keeps }: CaseTools): Promise<void> {
  if (keeps === true) leases.keep(browser);
  else await leases.release(browser);
}

/** Is the session of the right kind, its state known, and without a profile where it must be? For reads, any session is. */
function serves(
  session: HeldSession,
  { session: kind, start, procedure }: ContractCase,
  tools: CaseTools,
): boolean {
  if (isWornOut(session, tools)) return false;
  if (procedure !== 'reads' && !isSameKind(session.browser.kind, kind)) return false;
  if (start.profile === undefined || session.state === undefined) return true;
  // Reads of this API may never show a profile: it is not known whether there is one.
  if (session.mayHaveProfile === true && !hasProfile(session.state)) return false;
  return start.profile !== 'none' || !hasProfile(session.state);
}

async function isStillRecorded(session: HeldSession, tools: CaseTools): Promise<boolean> {
  try {
    const isRight = await isRecorded(session, tools);
    if (!isRight) tools.noteDrift({ kind: 'recording ended' });
    return isRight;
  } catch (error) {
    if (error instanceof SetUpFailed) return false; // it may have ended by itself
    throw error;
  }
}
