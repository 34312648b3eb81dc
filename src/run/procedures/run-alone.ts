import type { ContractCase } from '../../model/contract-case.js';
import { poll } from '../../api/poll.js';
import { SetUpFailed } from '../../api/leases/set-up-errors.js';
import { isGone, readSession, sessionPath } from '../session/held-session.js';
import { fill } from '../case/placeholders.js';
import {
  conclude,
  falseClaim,
  sendCase,
  unknownId,
  verbatimReason,
  type CaseRun,
} from '../case/send-case.js';
import type { Tools } from '../case/tools.js';

/** Sends a case that stands on no session of ours: one exchange, judged by itself. */
export async function runAlone(testCase: ContractCase, tools: Tools): Promise<CaseRun> {
  const body = testCase.body === undefined ? undefined : fill(testCase.body, { '<unknown id>': unknownId() });
  const suiteError = falseClaim(testCase, body, tools);
  if (suiteError !== undefined) return { exchanges: [], findings: [], suiteError };
  const path = await pathOf(testCase, tools);
  const exchange = await sendCase(testCase, path, body, tools, verbatimReason(path));
  const run = conclude(testCase, [exchange], [], tools);
  const why = exchange.response?.status === 404 ? await lostFailingSession(testCase, tools) : undefined;
  return why === undefined ? run : { ...run, findings: [], blocked: why };
}

async function pathOf(testCase: ContractCase, tools: Tools): Promise<string> {
  const { target: to } = testCase;
  if (typeof to === 'object' && 'id' in to) return `/browsers/${to.id}`;
  if (to === 'failing session') return sessionPath(tools.target.failingBrowserId ?? '');
  if (to === 'deleted session') return sessionPath(await deletedSession(testCase, tools));
  return sessionPath(unknownId(tools.leases.sampleId()));
}

/** A deletion may be taken before it is carried out: reads may go on showing the session for so long. */
export const GONE_WITHIN_MS = 15_000;

/** The id of a session that was deleted. @throws Unavailable | SetUpFailed */
async function deletedSession({ session: from, id }: ContractCase, tools: Tools): Promise<string> {
  const browser = await tools.leases.browser(from, id);
  if (!(await tools.leases.release(browser))) throw new SetUpFailed('the session could not be deleted');
  const look = async (): Promise<boolean> => {
    const exchange = await readSession(tools, browser.id, id);
    tools.journal({ type: 'exchange', exchange });
    return isGone(exchange);
  };
  const { right } = await poll(look, (gone) => gone, tools.lagMs ?? GONE_WITHIN_MS);
  if (!right) throw new SetUpFailed('the session could still be read after its deletion');
  return browser.id;
}

/** Why a 404 of the session that is to fail says nothing: nobody finds that session any more. */
async function lostFailingSession(
  { target: to, id }: ContractCase,
  tools: Tools,
): Promise<string | undefined> {
  if (to !== 'failing session') return undefined;
  const read = await readSession(tools, tools.target.failingBrowserId ?? '', id);
  tools.journal({ type: 'exchange', exchange: read });
  return isGone(read) ? 'KERNEL_FAILING_BROWSER_ID names a session that the API does not know' : undefined;
}
