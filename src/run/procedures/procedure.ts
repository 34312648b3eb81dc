import type { ContractCase } from '../../model/case.js';
import type { CaseRun } from '../case/case-run.js';
import type { CaseTools } from '../case/tools.js';
import type { HeldSession } from '../session/held-session.js';

/**
 * Runs a case on a held session. Leaves in `session.state` what the last read showed, for the next case; undefined
 * where the session is not fit for one.
 */
export type SessionProcedure = (
  testCase: ContractCase,
  session: HeldSession,
  tools: CaseTools,
) => Promise<CaseRun>;
