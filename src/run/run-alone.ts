import type { ContractCase } from './contract-case.js';
import { sessionPath } from './held-session.js';
import { fill } from './placeholders.js';
import { conclude, falseClaim, sendCase, unknownId, type CaseRun } from './send-case.js';
import type { Tools } from './tools.js';

/** Sends a case that stands on no session of ours: one exchange, judged by itself. */
export async function runAlone(one: ContractCase, tools: Tools): Promise<CaseRun> {
  const body = one.body === undefined ? undefined : fill(one.body, { '<unknown id>': unknownId() });
  const defect = falseClaim(one, body, tools);
  if (defect !== undefined) return { exchanges: [], findings: [], defect };
  const exchange = await sendCase(one, await pathOf(one, tools), body, tools, verbatimReason(one));
  return conclude(one, [exchange], [], tools);
}

async function pathOf({ to, from, id }: ContractCase, { target, leases }: Tools): Promise<string> {
  if (typeof to === 'object' && 'id' in to) return `/browsers/${to.id}`;
  if (to === 'failing session') return sessionPath(target.failingBrowserId ?? '');
  if (to !== 'deleted session') return sessionPath(unknownId());
  const browser = await leases.browser(from, id);
  await leases.release(browser);
  return sessionPath(browser.id);
}

/** A percent sign that stands for itself is lost on the way through pactum. */
function verbatimReason({ to }: ContractCase): string | undefined {
  return typeof to === 'object' && 'id' in to && to.id.includes('%25')
    ? 'pactum decodes the path'
    : undefined;
}
