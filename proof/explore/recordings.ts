import { isObject, sameJson, type Json } from '../../src/model/json.js';
import { segments } from '../../src/checks/segments.js';
import { inWords, type ExploreFinding } from './finding.js';
import type { Exchange } from '../../src/model/exchange.js';
import { RECORDING_GOES_ON_WITHIN_MS } from '../../src/api/leases/recording.js';
import { clauseIn } from './model-holds.js';
import type { Recording } from '../../src/api/leases/recording.js';
import { settledRecordings } from '../../src/run/session/recordings.js';
import type { CaseTools } from '../../src/run/case/tools.js';
import type { ExploredSession } from './sessions.js';

/**
 * What is recorded of a session before an update that resizes it by force.
 * @returns undefined where the update does no such thing.
 * @throws SetUpFailed
 */
export async function beforeForcedResize(
  session: ExploredSession,
  body: Json,
  tools: CaseTools,
): Promise<readonly Recording[] | undefined> {
  const { model } = session;
  const viewport = isObject(body) ? body.viewport : undefined;
  const { recording, special } = model.kind;
  const isRecordable = recording || special === 'recorded before'; // what was stopped stays so
  const isAbout = isRecordable && tools.leases.showsEnds(); // else nobody knows what runs
  if (!isAbout || !isObject(viewport) || viewport.force !== true) return undefined;
  const isThere = ['width', 'height'].every((side) => {
    const present = model.members.get(`viewport.${side}`);
    return present === undefined || sameJson(viewport[side], present); // undefined: it may be
  });
  return isThere ? undefined : settledRecordings(session, tools);
}

/**
 * What is wrong with what became of the recordings.
 * @param before what was recorded before a forced resize that was accepted.
 * @param exchange the resize.
 * @throws SetUpFailed
 */
export async function afterForcedResize(
  before: readonly Recording[],
  exchange: Exchange,
  { browser }: ExploredSession,
  { document, leases, lagMs = RECORDING_GOES_ON_WITHIN_MS }: CaseTools,
): Promise<ExploreFinding[]> {
  const clause = clauseIn(document, 'forced-resize') ?? '#';
  const judge = (after: readonly Recording[]): ExploreFinding[] =>
    inWords(segments({ before, after, clause, exchange }));
  const { seen } = await leases.recordingsOnce(browser, (after) => judge(after).length === 0, lagMs);
  return judge(seen);
}
