import { judgeExchange } from '../../checks/judge.js';
import type { ContractCase } from '../../model/case.js';
import type { Finding } from '../../model/finding.js';
import { conclude, isLost, unsent, type CaseRun } from '../case/case-run.js';
import { inCapitals } from '../case/nearly-ids.js';
import { sendCase } from '../case/send-case.js';
import type { CaseTools } from '../case/tools.js';
import { comparedWith, type HeldSession } from '../session/held-session.js';
import { prepare, type Prepared } from '../session/prepare.js';
import { sessionPath } from '../session/read-session.js';
import { readUntilAgreed } from '../session/settled-read.js';
import { judgedUpdate } from './judged-update.js';
import type { SessionProcedure } from './procedure.js';

/** Sends a case to a held session and judges the answer and what it did. */
export const runSingle: SessionProcedure = async (testCase, session, tools) => {
  const unverified = sameInEitherCase(testCase, session.browser.id);
  if (unverified !== undefined) return unsent({ unverified });
  const prepared = await prepare(testCase, session, tools);
  return 'before' in prepared ? sendPrepared(testCase, session, prepared, tools) : prepared;
};

/** The same to a session that is in its starting state. */
export async function sendPrepared(
  testCase: ContractCase,
  session: HeldSession,
  { before, body, effects, reads }: Prepared,
  tools: CaseTools,
): Promise<CaseRun> {
  session.state = undefined; // until a read shows it
  const exchange = await sendCase(testCase, pathOf(testCase, session.browser.id), body, tools);
  const known = { ...comparedWith(session, before, tools), effects };
  const { answer, judge } = judgedUpdate(testCase, exchange, known, tools);
  const isWrong = [...judgeExchange(exchange, testCase.statuses, tools.answers), ...judge(undefined)].some(
    isAboutTheUpdate,
  );
  const settled = await readUntilAgreed(session, tools, judge, { shown: answer, isWrong });
  // A request without an answer may still take effect: such a session is not used again.
  session.state = isLost(exchange) ? undefined : settled.after?.state;
  return conclude(testCase, [exchange, ...reads, ...settled.reads], settled.findings, tools);
}

/** Does it say that the update was answered wrongly, and not only in a wrong form? */
function isAboutTheUpdate({ check, severity }: Finding): boolean {
  return severity === 'breach' && ['status-declared', 'status-expected', 'echo', 'frame'].includes(check);
}

function sameInEitherCase({ target }: ContractCase, id: string): string | undefined {
  if (typeof target !== 'object' || !('nearly' in target) || target.nearly !== 'in upper case')
    return undefined;
  return inCapitals(id) === undefined ? 'ids of this API are the same in capitals' : undefined;
}

/** The path that a case is sent to: the session's own, or one that is nearly its own and belongs to no session. */
function pathOf({ target }: ContractCase, id: string): string {
  if (typeof target !== 'object' || !('nearly' in target)) return sessionPath(id);
  const nearly = {
    half: id.slice(0, id.length / 2),
    'with a tail': `${id}x`,
    'in upper case': id.toUpperCase(),
    'among blanks': ` ${id} `,
    // Decoded once, as it has to be, it still holds an escape.
    'encoded twice': `%${id.charCodeAt(0).toString(16)}${id.slice(1)}`,
  };
  return sessionPath(nearly[target.nearly]);
}
