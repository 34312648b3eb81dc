import type { Finding } from '../judge/finding.js';
import { byImportance, judgeAftermath, judgeExchange } from '../judge/judge.js';
import type { ContractCase } from './contract-case.js';
import { comparedWith, readSession, shownBy, type HeldSession } from './held-session.js';
import { runOnSession } from './run-on-session.js';
import { unjudged, type CaseRun } from './send-case.js';
import type { Tools } from './tools.js';

/** Updates one session while another one looks on; the other must be as it was. */
export async function runBesideBystander(
  one: ContractCase,
  session: HeldSession,
  tools: Tools,
): Promise<CaseRun> {
  const bystander = await tools.leases.browser(one.from, one.id);
  try {
    const before = await readSession(tools, bystander.id, one.id);
    const ran = await runOnSession(one, session, tools);
    const after = await readSession(tools, bystander.id, one.id);
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
    return {
      ...ran,
      exchanges: [...ran.exchanges, before, after],
      findings: byImportance([...ran.findings, ...singly, ...untouched]),
      ...unjudged([...ran.exchanges, before, after]),
    };
  } finally {
    await tools.leases.release(bystander);
  }
}
