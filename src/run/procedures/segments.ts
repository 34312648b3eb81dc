import { RECORDING_GOES_ON_WITHIN_MS } from '../../api/leases/recording.js';
import { SetUpFailed, Unavailable } from '../../api/leases/set-up-errors.js';
import { poll } from '../../api/poll.js';
import { segments, undisturbed } from '../../checks/segments.js';
import { byImportance } from '../../model/finding.js';
import { prepare } from '../session/prepare.js';
import { settledRecordings } from '../session/recordings.js';
import type { SessionProcedure } from './procedure.js';
import { sendPrepared } from './single.js';

/** Resizes a session while it is recorded, or is refused to, and looks at what becomes of the recording. */
export const runSegments: SessionProcedure = async (testCase, session, tools) => {
  const prepared = await prepare(testCase, session, tools);
  if (!('before' in prepared)) return prepared;
  const before = await settledRecordings(session, tools);
  const run = await sendPrepared(testCase, session, prepared, tools);
  const [exchange] = run.exchanges;
  const status = exchange?.response?.status ?? 0;
  if (exchange === undefined || !testCase.statuses.includes(status)) return run;
  const check = status === 200 ? segments : undisturbed;
  try {
    const { seen } = await poll(
      async () => {
        const after = await tools.leases.recordings(session.browser);
        return check({ before, after, clause: testCase.clause.pointer, exchange });
      },
      (findings) => findings.length === 0,
      tools.lagMs ?? RECORDING_GOES_ON_WITHIN_MS,
    );
    return { ...run, findings: byImportance([...run.findings, ...seen]) };
  } catch (error) {
    if (!(error instanceof SetUpFailed || error instanceof Unavailable)) throw error;
    return { ...run, blocked: error.message }; // what was found before remains
  }
};
