import { judgeAftermath } from '../../checks/judge.js';
import type { Finding } from '../../model/finding.js';
import { succeeded, type Exchange } from '../../model/exchange.js';
import { OFF_DEFAULT } from '../../api/leases/leases.js';
import type { ContractCase } from '../../model/contract-case.js';
import {
  comparedWith,
  readSession,
  sessionPath,
  shownBy,
  type HeldSession,
} from '../session/held-session.js';
import { prepare } from '../session/prepare.js';
import { readUntilAgreed } from '../session/settled-read.js';
import { conclude, isLost, sendCase, type CaseRun } from '../case/send-case.js';
import type { Tools } from '../case/tools.js';
import { sizeOf, torn } from '../../checks/torn.js';

/** Updates that are under way at once, and reads among them. */
const UPDATES = 6;
const READS = 3;

/** Sends several updates of one session at once, with reads among them; each look must be whole. */
export async function runBurst(testCase: ContractCase, session: HeldSession, tools: Tools): Promise<CaseRun> {
  const prepared = await prepare(testCase, session, tools);
  if (!('before' in prepared)) return prepared;
  const { before } = prepared;
  session.state = undefined;
  const path = sessionPath(session.browser.id);
  const sizes = Array.from({ length: UPDATES }, (_, index) => ({
    width: 1001 + 64 * index,
    height: 701 + 32 * index,
  }));
  const [updates, meanwhile] = await Promise.all([
    Promise.all(sizes.map((viewport) => sendCase(testCase, path, { viewport: { ...viewport } }, tools))),
    Promise.all(Array.from({ length: READS }, () => readSession(tools, session.browser.id, testCase.id))),
  ]);

  // A replica that lags behind may show what the session was before.
  const older = [
    sizeOf(before),
    OFF_DEFAULT.viewport,
    ...prepared.reads.map(({ response }) => sizeOf(response?.json)),
  ];
  const clause = testCase.clause.pointer;
  const earlier = [...updates, ...meanwhile, ...prepared.reads];
  const answers = updates.flatMap((exchange, index) => {
    const seen = shownBy(tools, exchange, index);
    return seen === undefined ? [] : torn(seen, sizes, 'the answer shows', clause);
  });
  const looks = meanwhile.flatMap((exchange, index) => {
    const seen = shownBy(tools, exchange, updates.length + index);
    return seen === undefined ? [] : torn(seen, [...sizes, ...older], 'meanwhile it shows', clause);
  });
  // The last look must show one of the sizes, and nothing but the viewport may have changed.
  const reads: Exchange[] = [...earlier.slice(1)];
  const applied = updates.some(succeeded);
  const right = [
    ...(applied || updates.some(isLost) ? sizes : []), // nobody knows what came of a lost one
    ...(applied ? [] : [sizeOf(before)]),
  ];
  const settled = await readUntilAgreed(testCase, session, reads, tools, (after): Finding[] => {
    if (after === undefined) return [];
    const frame = judgeAftermath({
      ...comparedWith(session, before, tools),
      answer: undefined,
      after,
      effects: { set: [], free: ['viewport'] },
      accepted: true,
    });
    return [...frame, ...torn(after, right, 'in the end it shows', clause)];
  });
  // The session is not used any more: of several right sizes, the one that was seen may be one that lags behind.

  const all = [...updates.slice(0, 1), ...reads];
  return conclude(testCase, all, [...answers, ...looks, ...settled.findings], tools);
}
