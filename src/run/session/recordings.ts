import { RECORDING_GOES_ON_WITHIN_MS, type Recording } from '../../api/leases/recording.js';
import { sameJson } from '../../model/json.js';
import { recordingsOf } from '../../model/session-kind.js';
import type { HeldSession } from './held-session.js';
import type { CaseTools } from '../case/tools.js';

/**
 * Is the session being recorded? After a forced resize it may take a moment until it is again, and until one that has
 * stopped is listed so.
 */
export async function isRecorded(session: HeldSession, tools: CaseTools): Promise<boolean> {
  const viewport = session.state?.viewport;
  const { recorded } = session;
  const isResized =
    recorded !== undefined && viewport !== undefined && !sameJson(recorded.viewport, viewport);
  const seen = await onceRecorded(session, isResized ? recorded.recordings : [], tools);
  if (viewport !== undefined) session.recorded = { recordings: seen, viewport };
  return isAnyRunning(seen);
}

/**
 * Is the session being recorded again after a forced resize? Until the next segment is listed, one that has to stop
 * may be listed as running.
 * @param before the recordings before the resize.
 */
export async function isRecordedAnew(
  session: Pick<HeldSession, 'browser'>,
  before: readonly Recording[],
  tools: CaseTools,
): Promise<boolean> {
  return isAnyRunning(await onceRecorded(session, before, tools));
}

/** The recordings of a session, once one is running that is none of these, or time is up. */
async function onceRecorded(
  { browser }: Pick<HeldSession, 'browser'>,
  before: readonly Recording[],
  { leases, lagMs = RECORDING_GOES_ON_WITHIN_MS }: CaseTools,
): Promise<readonly Recording[]> {
  const known = before.map(({ id }) => id);
  const { seen } = await leases.recordingsOnce(
    browser,
    (recordings) => recordings.some(({ id, running }) => running && !known.includes(id)),
    lagMs,
  );
  return seen;
}

function isAnyRunning(recordings: readonly Recording[]): boolean {
  return recordings.some(({ running }) => running);
}

/**
 * The recordings of a session, once an earlier forced resize is over: one that has to stop may be listed as running
 * for a moment beside the one that goes on, and it is known how often a session of ours is recorded.
 */
export async function settledRecordings(
  { browser }: Pick<HeldSession, 'browser'>,
  { leases, lagMs = RECORDING_GOES_ON_WITHIN_MS }: CaseTools,
): Promise<readonly Recording[]> {
  const { seen } = await leases.recordingsOnce(
    browser,
    (recordings) => recordings.filter(({ running }) => running).length === recordingsOf(browser.kind),
    lagMs,
  );
  return seen;
}
