import { judgeExchange, byImportance, judgeAftermath } from '../judge/judge.js';
import type { Finding } from '../judge/finding.js';
import { observable } from '../judge/session-state.js';
import { succeeded, type Exchange } from '../target/exchange.js';
import type { ContractCase } from './contract-case.js';
import { readSession, sessionPath, shownBy, type HeldSession } from './held-session.js';
import { prepare } from './run-on-session.js';
import { readUntilAgreed } from './settled-read.js';
import { sendCase, unjudged, type CaseRun } from './send-case.js';
import type { Tools } from './tools.js';
import { sizeOf, torn } from '../judge/checks/torn.js';

/** Updates that are under way at once, and reads among them. */
const UPDATES = 6;
const READS = 3;

/** Sends several updates of one session at once, with reads among them; each look must be whole. */
export async function runBurst(one: ContractCase, session: HeldSession, tools: Tools): Promise<CaseRun> {
  const prepared = await prepare(one, session, tools);
  if (!('before' in prepared)) return prepared;
  const { before } = prepared;
  session.state = undefined;
  const path = sessionPath(session.browser.id);
  const sizes = Array.from({ length: UPDATES }, (_, index) => ({
    width: 1001 + 64 * index,
    height: 701 + 32 * index,
  }));
  const [updates, meanwhile] = await Promise.all([
    Promise.all(sizes.map((viewport) => sendCase(one, path, { viewport: { ...viewport } }, tools))),
    Promise.all(Array.from({ length: READS }, () => readSession(tools, session.browser.id, one.id))),
  ]);

  const clause = one.clause.pointer;
  const earlier = [...updates, ...meanwhile, ...prepared.reads];
  const answers = updates.flatMap((exchange, index) => {
    const seen = shownBy(tools, exchange, index);
    return seen === undefined ? [] : torn(seen, sizes, 'the answer shows', clause);
  });
  const looks = meanwhile.flatMap((exchange, index) => {
    const seen = shownBy(tools, exchange, updates.length + index);
    return seen === undefined ? [] : torn(seen, [...sizes, sizeOf(before)], 'meanwhile it shows', clause);
  });
  // The last look must show one of the sizes, and nothing but the viewport may have changed.
  const reads: Exchange[] = [...earlier.slice(1)];
  const applied = updates.some(succeeded);
  const lost = unjudged(updates).blocked !== undefined; // nobody knows what came of it
  const right = [...(applied || lost ? sizes : []), ...(applied ? [] : [sizeOf(before)])];
  const settled = await readUntilAgreed(one, session, reads, tools, (after): Finding[] => {
    if (after === undefined) return [];
    const frame = judgeAftermath({
      sessionId: session.browser.id,
      before: observable(before, tools.reads.undeclared(200, before)),
      answer: undefined,
      after,
      effects: { set: [], free: ['viewport'] },
      schema: tools.reads.schemaOf(200) ?? tools.reads.pointer,
      accepted: true,
    });
    return [...frame, ...torn(after, right, 'in the end it shows', clause)];
  });
  // The session is not used any more: of several right sizes, the one that was seen may be one that lags behind.

  const all = [...updates.slice(0, 1), ...reads];
  const singly = all.flatMap((exchange, index) =>
    exchange.purpose === 'asserted'
      ? judgeExchange(exchange, index, one.statuses, tools.answers)
      : judgeExchange(exchange, index, [200], tools.reads),
  );
  return {
    exchanges: all,
    findings: byImportance([...singly, ...answers, ...looks, ...settled.findings]),
    ...unjudged(all),
  };
}
