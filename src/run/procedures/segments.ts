import { RECORDING_GOES_ON_WITHIN_MS, type Recording } from '../../api/leases/recording.js';
import { SetUpFailed, Unavailable } from '../../api/leases/set-up-errors.js';
import { segments, undisturbed } from '../../checks/segments.js';
import { byImportance, type Finding } from '../../model/finding.js';
import { isObject } from '../../model/json.js';
import { prepare } from '../session/prepare.js';
import { settledRecordings } from '../session/recordings.js';
import type { SessionProcedure } from './procedure.js';
import { sendPrepared } from './single.js';

/** Why nobody knows what became of a recording. */
const NO_ENDS =
  'this API shows no finished_at, not even of a replay that was stopped, so that nothing shows which recordings run';

/** Updates a session while it is recorded, or is refused to, and looks at what becomes of the recording. */
export const runSegments: SessionProcedure = async (testCase, session, tools) => {
  const prepared = await prepare(testCase, session, tools);
  if (!('before' in prepared)) return prepared;
  const showsEnds = tools.leases.showsEnds(); // an end that shows only later leaves open what ran before
  const before = await settledRecordings(session, tools);
  const run = await sendPrepared(testCase, session, prepared, tools);
  const [exchange] = run.exchanges;
  const status = exchange?.response?.status ?? 0;
  if (exchange === undefined || !testCase.statuses.includes(status)) return run;
  if (!showsEnds) return { ...run, unverified: NO_ENDS };
  const check =
    status === 200 && isObject(prepared.body) && 'viewport' in prepared.body ? segments : undisturbed;
  const judge = (after: readonly Recording[]): Finding[] =>
    check({ before, after, clause: testCase.clause.pointer, exchange });
  try {
    const { seen } = await tools.leases.recordingsOnce(
      session.browser,
      (after) => judge(after).length === 0,
      tools.lagMs ?? RECORDING_GOES_ON_WITHIN_MS,
    );
    return { ...run, findings: byImportance([...run.findings, ...judge(seen)]) };
  } catch (error) {
    if (!(error instanceof SetUpFailed || error instanceof Unavailable)) throw error;
    return { ...run, blocked: error.message }; // what was found before remains
  }
};
