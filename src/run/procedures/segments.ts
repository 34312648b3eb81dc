import { segments, undisturbed } from '../../checks/segments.js';
import { byImportance } from '../../checks/judge.js';
import { poll } from '../../api/poll.js';
import { RECORDING_GOES_ON_WITHIN_MS } from '../../api/leases/recording.js';
import { SetUpFailed, Unavailable } from '../../api/leases/set-up-errors.js';
import type { ContractCase } from '../../model/contract-case.js';
import { type HeldSession } from '../session/held-session.js';
import { settledRecordings } from '../session/recordings.js';
import { prepare } from '../session/prepare.js';
import { sendPrepared } from './run-on-session.js';
import type { CaseRun } from '../case/send-case.js';
import type { Tools } from '../case/tools.js';

/** Resizes a session while it is recorded, or is refused to, and looks at what becomes of the recording. */
export async function runSegments(
  testCase: ContractCase,
  session: HeldSession,
  tools: Tools,
): Promise<CaseRun> {
  const prepared = await prepare(testCase, session, tools);
  if (!('before' in prepared)) return prepared;
  const list = () => tools.leases.recordings(session.browser, testCase.id);
  const before = await settledRecordings(session, testCase.id, tools);
  const run = await sendPrepared(testCase, session, prepared, tools);
  const status = run.exchanges[0]?.response?.status ?? 0;
  if (!testCase.statuses.includes(status)) return run;
  const check = status === 200 ? segments : undisturbed;
  try {
    const judged = await poll(
      async () => check(before, await list(), testCase.clause.pointer, 0),
      (findings) => findings.length === 0,
      tools.lagMs ?? RECORDING_GOES_ON_WITHIN_MS,
    );
    return { ...run, findings: byImportance([...run.findings, ...judged.seen]) };
  } catch (error) {
    if (!(error instanceof SetUpFailed || error instanceof Unavailable)) throw error;
    return { ...run, blocked: error.message }; // what was found before stands
  }
}
