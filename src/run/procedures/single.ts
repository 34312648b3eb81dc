import { judgeExchange } from '../../checks/judge.js';
import type { ContractCase } from '../../model/case.js';
import type { Finding } from '../../model/finding.js';
import type { JsonObject } from '../../model/json.js';
import { conclude, isLost, unsent, type CaseRun } from '../case/case-run.js';
import { nearlyId, oddPath } from '../case/nearly-ids.js';
import { sendCase, sendFurther } from '../case/send-case.js';
import type { CaseTools } from '../case/tools.js';
import { comparedWith, type HeldSession } from '../session/held-session.js';
import { prepare, type Prepared } from '../session/prepare.js';
import { sessionPath } from '../session/read-session.js';
import { readUntilAgreed } from '../session/settled-read.js';
import { judgedUpdate } from './judged-update.js';
import type { SessionProcedure } from './procedure.js';

/** Sends a case to a held session and judges the answer and what it did. */
export const runSingle: SessionProcedure = async (testCase, session, tools) => {
  const prepared = await prepare(testCase, session, tools);
  return 'before' in prepared ? sendPrepared(testCase, session, prepared, tools) : prepared;
};

/** The same to a session that is in its starting state. */
export async function sendPrepared(
  testCase: ContractCase,
  session: HeldSession,
  { before, body, effects, reads, found }: Prepared,
  tools: CaseTools,
): Promise<CaseRun> {
  const to = addressed(testCase, session.browser.id, before);
  if ('unverified' in to) return unsent(to);
  session.state = undefined; // until a read shows it
  const { path } = to;
  const exchange = await sendCase(testCase, path, body, tools);
  const further = await sendFurther(testCase, path, { ...tools, state: before }, tools);
  const asserted = [exchange, ...further];
  const known = { ...comparedWith(session, before, tools), effects };
  const { answer, judge } = judgedUpdate(testCase, exchange, known, tools);
  const singly = asserted.flatMap((one) => judgeExchange(one, testCase.statuses, tools.answers));
  // That an answer lacks what no answer shows says nothing of the update.
  const isWrong = [...singly, ...judge(undefined)].some(
    (finding) => isAboutTheUpdate(finding) && tools.unshown.missedBy(finding) === undefined,
  );
  const settled = await readUntilAgreed(session, tools, judge, { shown: answer, isWrong });
  // A request without an answer may still take effect: such a session is not used again.
  session.state = asserted.some(isLost) ? undefined : settled.after?.state;
  return conclude(
    testCase,
    [...asserted, ...reads, ...settled.reads],
    [...found, ...settled.findings],
    tools,
  );
}

/** Does it say that the update was answered wrongly, and not only in a wrong form? */
function isAboutTheUpdate({ check, severity }: Finding): boolean {
  return severity === 'breach' && ['status-declared', 'status-expected', 'echo', 'frame'].includes(check);
}

/** The path that a case is sent to: of the session's own id, or of one that is nearly its own; or why there is none such. */
function addressed(
  { target }: ContractCase,
  id: string,
  state: JsonObject,
): { readonly path: string } | { readonly unverified: string } {
  if (typeof target === 'object' && 'query' in target) return { path: sessionPath(id) + target.query };
  if (typeof target === 'object' && 'path' in target) return { path: oddPath(target.path, sessionPath(id)) };
  if (typeof target === 'string' || !('nearly' in target)) return { path: sessionPath(id) };
  const nearly = nearlyId(target.nearly, id, state);
  return 'unverified' in nearly ? nearly : { path: sessionPath(nearly.id) };
}
