import { isObject, sameJson, type Json } from '../../src/model/json.js';
import { segments } from '../../src/checks/segments.js';
import type { Finding } from '../../src/model/finding.js';
import { RECORDING_GOES_ON_WITHIN_MS } from '../../src/api/leases/recording.js';
import { poll } from '../../src/api/poll.js';
import type { Recording } from '../../src/api/leases/recording.js';
import { settledRecordings } from '../../src/run/session/recordings.js';
import type { Tools } from '../../src/run/case/tools.js';
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
