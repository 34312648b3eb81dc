import { poll } from '../../api/poll.js';
import { SetUpFailed } from '../../api/leases/set-up-errors.js';
import type { ContractCase } from '../../model/case.js';
import { conclude, unsent, type CaseRun } from '../case/case-run.js';
import { fill } from '../case/placeholders.js';
import { falseClaim, sendCase } from '../case/send-case.js';
import type { CaseTools } from '../case/tools.js';
import { unknownId } from '../case/unknown-id.js';
import { isGone, readSession, sessionPath } from '../session/read-session.js';

/** Sends a case that is about no session of ours: one exchange, judged by itself. */
export async function runAlone(testCase: ContractCase, tools: CaseTools): Promise<CaseRun> {
  const filled = await fill(testCase.body, { state: {}, leases: tools.leases });
  if ('unfilled' in filled)
    return unsent({ unverified: `this API has nothing to send for ${filled.unfilled}` });
  const contradiction = falseClaim(testCase, filled.body, tools);
  if (contradiction !== undefined) return unsent(contradiction);
  const exchange = await sendCase(testCase, await pathOf(testCase, tools), filled.body, tools);
  const run = conclude(testCase, [exchange], [], tools);
  const why = exchange.response?.status === 404 ? await lostFailingSession(testCase, tools) : undefined;
  return why === undefined ? run : { ...run, findings: [], blocked: why };
}

async function pathOf(testCase: ContractCase, tools: CaseTools): Promise<string> {
  const { target } = testCase;
  if (typeof target === 'object' && 'id' in target) return `/browsers/${target.id}`;
  if (target === 'failing session') return sessionPath(tools.target.failingBrowserId ?? '');
  if (target === 'deleted session') return sessionPath(await deletedSession(testCase, tools));
  return sessionPath(unknownId(tools.leases.sampleId()));
}

/** A deletion may be accepted before it is carried out: reads may go on showing the session for so long. */
export const GONE_WITHIN_MS = 15_000;

/** The id of a session that was deleted. @throws Unavailable | SetUpFailed */
async function deletedSession({ session }: ContractCase, tools: CaseTools): Promise<string> {
  const browser = await tools.leases.browser(session);
  if (!(await tools.leases.release(browser))) throw new SetUpFailed('the session could not be deleted');
  const look = async (): Promise<boolean> => {
    const exchange = await readSession(browser.id, tools);
    tools.journal({ type: 'exchange', exchange });
    return isGone(exchange);
  };
  const { right } = await poll(look, (gone) => gone, tools.lagMs ?? GONE_WITHIN_MS);
  if (!right) throw new SetUpFailed('the session could still be read after its deletion');
  return browser.id;
}

/** Why a 404 of the session that is to fail proves nothing: the API no longer knows that session. */
async function lostFailingSession({ target }: ContractCase, tools: CaseTools): Promise<string | undefined> {
  if (target !== 'failing session') return undefined;
  const exchange = await readSession(tools.target.failingBrowserId ?? '', tools);
  tools.journal({ type: 'exchange', exchange });
  return isGone(exchange)
    ? 'KERNEL_FAILING_BROWSER_ID names a session that the API does not know'
    : undefined;
}
