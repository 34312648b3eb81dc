import type { Limits } from '../../api/limits.js';
import { poll } from '../../api/poll.js';
import { SetUpFailed } from '../../api/leases/set-up-errors.js';
import { absent } from '../../checks/absent.js';
import type { ContractCase } from '../../model/case.js';
import type { Exchange } from '../../model/exchange.js';
import type { Finding } from '../../model/finding.js';
import { conclude, unjudged, unsent, type CaseRun } from '../case/case-run.js';
import { lasting } from '../case/lasting.js';
import { fill } from '../case/placeholders.js';
import { falseClaim, sendCase, sendFurther } from '../case/send-case.js';
import type { CaseTools } from '../case/tools.js';
import { unknownId } from '../case/unknown-id.js';
import { isGone, readSession, sessionPath } from '../session/read-session.js';
import { LAG_ALLOWED_MS } from '../session/settled-read.js';

/** Sends a case that is about no session of ours: what is answered is judged by itself. */
export async function runAlone(testCase: ContractCase, tools: CaseTools): Promise<CaseRun> {
  const filled = await fill(testCase.body, { ...tools, state: {} });
  if ('unfilled' in filled)
    return unsent({ unverified: `this API has nothing to send for ${filled.unfilled}` });
  const contradiction = falseClaim(testCase, filled.body, tools);
  if (contradiction !== undefined) return unsent(contradiction);
  const path = await pathOf(testCase, tools);
  const exchange = await sendCase(testCase, path, filled.body, tools);
  const further = await sendFurther(testCase, path, { ...tools, state: {} }, tools);
  const run = await lookedFor(testCase, path, [exchange, ...further], tools);
  const why = exchange.response?.status === 404 ? await lostFailingSession(testCase, tools) : undefined;
  return why === undefined ? run : { ...run, findings: lasting(run.findings), blocked: why };
}

/** Judges what was sent to a session that does not exist, with a look whether it still does not. */
async function lookedFor(
  testCase: ContractCase,
  path: string,
  exchanges: readonly Exchange[],
  tools: CaseTools,
): Promise<CaseRun> {
  const { target, credential } = testCase;
  const isAbout = target === 'unknown session' || target === 'deleted session';
  // A request without a valid key gets nowhere near the sessions, or is let in, which is a finding already.
  const isKnown = credential === 'full key' || credential === 'restricted key';
  if (!isAbout || !isKnown) return conclude(testCase, exchanges, [], tools);
  const look = async (): Promise<{ read: Exchange; findings: readonly Finding[] }> => {
    const read = await readSession(decodeURIComponent(path.replace('/browsers/', '')), tools);
    tools.journal({ type: 'exchange', exchange: read }); // that there is nothing to see is right
    return { read, findings: absent(read, testCase.clause.pointer) };
  };
  // What lags behind may show a deleted session for a while.
  const { seen } = await poll(look, ({ findings }) => findings.length === 0, tools.lagMs ?? LAG_ALLOWED_MS);
  const { read, findings } = seen;
  const run = conclude(testCase, exchanges, findings, tools);
  const shown = [...exchanges, ...findings.map(({ exchange }) => exchange)];
  return { ...run, exchanges: shown, ...unjudged([read]) };
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

/** The session that a run has deleted: a request without a valid key takes none of its own, as it is about none. */
const deleted = new WeakMap<Limits, Promise<string>>();

/** The id of a session that was deleted. @throws Unavailable | SetUpFailed */
function deletedSession(testCase: ContractCase, tools: CaseTools): Promise<string> {
  const known = testCase.credential === 'no header' ? deleted.get(tools.limits) : undefined;
  if (known !== undefined) return known;
  const made = deleteSession(testCase, tools);
  deleted.set(tools.limits, made);
  made.catch(() => deleted.delete(tools.limits)); // the next case takes one of its own
  return made;
}

async function deleteSession({ session }: ContractCase, tools: CaseTools): Promise<string> {
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
