import { segments, undisturbed } from '../judge/checks/segments.js';
import { byImportance } from '../judge/judge.js';
import { poll } from '../target/poll.js';
import { RECORDING_GOES_ON_WITHIN_MS } from '../target/recording.js';
import { SetUpFailed, Unavailable } from '../target/set-up-errors.js';
import type { ContractCase } from './contract-case.js';
import { type HeldSession } from './held-session.js';
import { settledRecordings } from './recordings.js';
import { prepare } from './prepare.js';
import { sendPrepared } from './run-on-session.js';
import type { CaseRun } from './send-case.js';
import type { Tools } from './tools.js';

/** Resizes a session while it is recorded, or is refused to, and looks at what becomes of the recording. */
export async function runSegments(one: ContractCase, session: HeldSession, tools: Tools): Promise<CaseRun> {
  const prepared = await prepare(one, session, tools);
  if (!('before' in prepared)) return prepared;
  const list = () => tools.leases.recordings(session.browser, one.id);
  const before = await settledRecordings(session, one.id, tools);
  const run = await sendPrepared(one, session, prepared, tools);
  const status = run.exchanges[0]?.response?.status ?? 0;
  if (!one.statuses.includes(status)) return run;
  const check = status === 200 ? segments : undisturbed;
  try {
    const judged = await poll(
      async () => check(before, await list(), one.clause.pointer, 0),
      (findings) => findings.length === 0,
      tools.lagMs ?? RECORDING_GOES_ON_WITHIN_MS,
    );
    return { ...run, findings: byImportance([...run.findings, ...judged.seen]) };
  } catch (error) {
    if (!(error instanceof SetUpFailed || error instanceof Unavailable)) throw error;
    return { ...run, blocked: error.message }; // what was found before stands
  }
}
