import { isObject, sameJson, type Json } from '../contract/json.js';
import { segments } from '../judge/checks/segments.js';
import type { Finding } from '../judge/finding.js';
import { RECORDING_GOES_ON_WITHIN_MS } from '../target/recording.js';
import { poll } from '../target/poll.js';
import type { Recording } from '../target/recording.js';
import { settledRecordings } from '../run/recordings.js';
import type { Tools } from '../run/tools.js';
import type { ExploredSession } from './sessions.js';
import { CASE_ID } from './wire.js';

const FORCE = '#/components/schemas/BrowserViewportUpdate/allOf/1/properties/force';

/**
 * What is recorded of a session before an update that resizes it by force.
 * @returns undefined where the update does no such thing.
 * @throws SetUpFailed
 */
export async function beforeForcedResize(
  session: ExploredSession,
  body: Json,
  tools: Tools,
): Promise<readonly Recording[] | undefined> {
  const { model } = session;
  const viewport = isObject(body) ? body.viewport : undefined;
  if (!model.kind.recording || !isObject(viewport) || viewport.force !== true) return undefined;
  const isThere = ['width', 'height'].every((side) =>
    sameJson(viewport[side], model.members.get(`viewport.${side}`)),
  );
  return isThere ? undefined : settledRecordings(session, CASE_ID, tools);
}

/**
 * What is wrong with what became of the recordings.
 * @param before what was recorded before a forced resize that was accepted.
 * @throws SetUpFailed
 */
export async function afterForcedResize(
  before: readonly Recording[],
  { browser }: ExploredSession,
  { leases, lagMs = RECORDING_GOES_ON_WITHIN_MS }: Tools,
): Promise<Finding[]> {
  const { seen } = await poll(
    async () => segments(before, await leases.recordings(browser, CASE_ID), FORCE, 0),
    (findings) => findings.length === 0,
    lagMs,
  );
  return seen;
}
