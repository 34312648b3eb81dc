import type { Finding } from '../../model/finding.js';
import { byImportance, judgeAftermath, judgeExchange } from '../../checks/judge.js';
import type { ContractCase } from '../../model/contract-case.js';
import { comparedWith, isGone, readSession, shownBy, type HeldSession } from '../session/held-session.js';
import { runOnSession } from './run-on-session.js';
import { unjudged, type CaseRun } from '../case/send-case.js';
import type { Tools } from '../case/tools.js';

/**
 * Updates one session while another one looks on; the other must be as it was. Where the other is gone, once more:
 * browsers end by themselves now and then.
 */
export async function runBesideBystander(
  testCase: ContractCase,
  session: HeldSession,
  tools: Tools,
): Promise<CaseRun> {
  const first = await besideOne(testCase, session, tools);
  if (!first.isGone || session.state === undefined) return first.run;
  for (const exchange of first.run.exchanges) tools.journal({ type: 'exchange', exchange });
  const what = 'a session that was only looked at ended by itself; the case was run again beside another';
  tools.journal({ type: 'drift', what, caseId: testCase.id });
  return (await besideOne(testCase, session, tools)).run;
}

async function besideOne(
  testCase: ContractCase,
  session: HeldSession,
  tools: Tools,
): Promise<{ readonly run: CaseRun; readonly isGone: boolean }> {
  const bystander = await tools.leases.browser(testCase.session, testCase.id);
  try {
    const before = await readSession(tools, bystander.id, testCase.id);
    const ran = await runOnSession(testCase, session, tools);
    const after = await readSession(tools, bystander.id, testCase.id);
    const offset = ran.exchanges.length;
    const was = shownBy(tools, before, offset);
    const is = shownBy(tools, after, offset + 1);
    const untouched: Finding[] =
      was === undefined || is === undefined
        ? []
        : judgeAftermath({
            ...comparedWith({ browser: bystander }, was.state, tools),
            answer: undefined,
            after: is,
            effects: { set: [], free: [] },
            accepted: false,
            whyUntouched: 'only the other one was updated',
          }).map((finding) => ({
            ...finding,
            because: `another session, ${bystander.id}: ${finding.because}`,
          }));
    const singly = [before, after].flatMap((read, index) =>
      judgeExchange(read, offset + index, [200], tools.reads),
    );
    const run = {
      ...ran,
      exchanges: [...ran.exchanges, before, after],
      findings: byImportance([...ran.findings, ...singly, ...untouched]),
      ...unjudged([...ran.exchanges, before, after]),
    };
    return { run, isGone: isGone(after) };
  } finally {
    await tools.leases.release(bystander);
  }
}
