import { judgeAftermath } from '../../checks/judge.js';
import { byImportance, type Finding } from '../../model/finding.js';
import type { Exchange } from '../../model/exchange.js';
import { judgeRead, unjudged, type CaseRun } from '../case/case-run.js';
import type { CaseTools } from '../case/tools.js';
import { comparedWith, shownBy, type HeldSession } from '../session/held-session.js';
import { isGone, readSession } from '../session/read-session.js';

/**
 * Runs something that must leave a session as it is: it is read before and afterwards.
 * @returns what was run, by itself and with what was found besides, and whether the session is gone.
 */
export async function watched(
  browser: HeldSession['browser'],
  tools: CaseTools,
  run: () => Promise<CaseRun>,
): Promise<{ readonly run: CaseRun; readonly own: CaseRun; readonly isGone: boolean }> {
  const before = await readSession(browser.id, tools);
  const ran = await run();
  const after = await readSession(browser.id, tools);
  const reads = [before, after];
  const singly = reads.flatMap((read) => judgeRead(read, tools.reads));
  const exchanges = [...ran.exchanges, ...reads];
  const findings = byImportance([...ran.findings, ...singly, ...changed(browser, before, after, tools)]);
  return { run: { ...ran, exchanges, findings, ...unjudged(exchanges) }, own: ran, isGone: isGone(after) };
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
