import type { ContractCase } from './contract-case.js';
import { poll } from '../target/poll.js';
import { SetUpFailed } from '../target/set-up-errors.js';
import { isGone, readSession, sessionPath } from './held-session.js';
import { fill } from './placeholders.js';
import { conclude, falseClaim, sendCase, unknownId, verbatimReason, type CaseRun } from './send-case.js';
import type { Tools } from './tools.js';

/** Sends a case that stands on no session of ours: one exchange, judged by itself. */
export async function runAlone(one: ContractCase, tools: Tools): Promise<CaseRun> {
  const body = one.body === undefined ? undefined : fill(one.body, { '<unknown id>': unknownId() });
  const defect = falseClaim(one, body, tools);
  if (defect !== undefined) return { exchanges: [], findings: [], defect };
  const path = await pathOf(one, tools);
  const exchange = await sendCase(one, path, body, tools, verbatimReason(path));
  const run = conclude(one, [exchange], [], tools);
  const why = exchange.response?.status === 404 ? await lostFailingSession(one, tools) : undefined;
  return why === undefined ? run : { ...run, findings: [], blocked: why };
}

async function pathOf(one: ContractCase, tools: Tools): Promise<string> {
  const { to } = one;
  if (typeof to === 'object' && 'id' in to) return `/browsers/${to.id}`;
  if (to === 'failing session') return sessionPath(tools.target.failingBrowserId ?? '');
  if (to === 'deleted session') return sessionPath(await deletedSession(one, tools));
  return sessionPath(unknownId(tools.leases.sampleId()));
}

/** A deletion may be taken before it is carried out: reads may go on showing the session for so long. */
export const GONE_WITHIN_MS = 15_000;

/** The id of a session that was deleted. @throws Unavailable | SetUpFailed */
async function deletedSession({ from, id }: ContractCase, tools: Tools): Promise<string> {
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
async function lostFailingSession({ to, id }: ContractCase, tools: Tools): Promise<string | undefined> {
  if (to !== 'failing session') return undefined;
  const read = await readSession(tools, tools.target.failingBrowserId ?? '', id);
  tools.journal({ type: 'exchange', exchange: read });
  return isGone(read) ? 'KERNEL_FAILING_BROWSER_ID names a session that the API does not know' : undefined;
}
