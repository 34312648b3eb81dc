import { judgeAftermath } from '../../checks/judge.js';
import type { ContractCase } from '../../model/case.js';
import type { Exchange } from '../../model/exchange.js';
import { byImportance, type Finding } from '../../model/finding.js';
import { judgeRead, unjudged, type CaseRun } from '../case/case-run.js';
import type { CaseTools } from '../case/tools.js';
import { comparedWith, shownBy, type HeldSession } from '../session/held-session.js';
import { isGone, readSession } from '../session/read-session.js';
import type { SessionProcedure } from './procedure.js';
import { runSingle } from './single.js';

/**
 * Updates one session while another one, the bystander, must stay as it was. Where the bystander is gone, once more:
 * browsers end by themselves now and then.
 */
export const runBesideBystander: SessionProcedure = async (testCase, session, tools) => {
  const first = await besideOne(testCase, session, tools);
  if (!first.isGone || session.state === undefined) return first.run;
  for (const exchange of first.run.exchanges) tools.journal({ type: 'exchange', exchange });
  tools.noteDrift({ kind: 'session ended', was: 'the bystander' });
  return (await besideOne(testCase, session, tools)).run;
};

async function besideOne(
  testCase: ContractCase,
  session: HeldSession,
  tools: CaseTools,
): Promise<{ readonly run: CaseRun; readonly isGone: boolean }> {
  const bystander = await tools.leases.browser(testCase.session);
  try {
    const before = await readSession(bystander.id, tools);
    const ran = await runSingle(testCase, session, tools);
    const after = await readSession(bystander.id, tools);
    const reads = [before, after];
    const singly = reads.flatMap((read) => judgeRead(read, tools.reads));
    const exchanges = [...ran.exchanges, ...reads];
    const findings = byImportance([...ran.findings, ...singly, ...changed(bystander, before, after, tools)]);
    return { run: { ...ran, exchanges, findings, ...unjudged(exchanges) }, isGone: isGone(after) };
  } finally {
    await tools.leases.release(bystander);
  }
}

/** What changed of a session that nobody updated. */
function changed(
  browser: HeldSession['browser'],
  before: Exchange,
  after: Exchange,
  tools: CaseTools,
): Finding[] {
  const was = shownBy(tools, before);
  const is = shownBy(tools, after);
  if (was === undefined || is === undefined) return [];
  return judgeAftermath({
    ...comparedWith({ browser }, was.state, tools),
    answer: undefined,
    after: is,
    effects: { set: [], free: [] },
    accepted: false,
    whyUntouched: { kind: 'other session', sessionId: browser.id },
  });
}
