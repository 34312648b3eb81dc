import { OFF_DEFAULT } from '../../api/leases/browsers.js';
import { judgeAftermath } from '../../checks/judge.js';
import { sizeOf, torn } from '../../checks/torn.js';
import { succeeded } from '../../model/exchange.js';
import { isObject, type Json } from '../../model/json.js';
import { conclude, isLost, unsent } from '../case/case-run.js';
import { invalidUpdate, sendCase } from '../case/send-case.js';
import { comparedWith, shownBy } from '../session/held-session.js';
import { prepare } from '../session/prepare.js';
import { readSession, sessionPath } from '../session/read-session.js';
import { readUntilAgreed } from '../session/settled-read.js';
import type { SessionProcedure } from './procedure.js';

/** Updates that are under way at once, and reads among them. */
const UPDATES = 6;
const READS = 3;

/** Sends several updates of one session at once, with reads among them; each look must be whole. */
export const runBurst: SessionProcedure = async (testCase, session, tools) => {
  const prepared = await prepare(testCase, session, tools);
  if (!('before' in prepared)) return prepared;
  const { before, body } = prepared;
  const clause = testCase.clause.pointer;
  const sizes = Array.from({ length: UPDATES }, (_, index) => ({
    width: 1001 + 64 * index,
    height: 701 + 32 * index,
  }));
  const resizes = sizes.map((size) => resizeTo(size, body));
  const invalid = invalidUpdate(resizes, tools);
  if (invalid !== undefined) return unsent(invalid);
  session.state = undefined;
  const path = sessionPath(session.browser.id);
  const [updates, meanwhile] = await Promise.all([
    Promise.all(resizes.map((update) => sendCase(testCase, path, update, tools))),
    Promise.all(Array.from({ length: READS }, () => readSession(session.browser.id, tools))),
  ]);

  // A replica that lags behind may show what the session was before.
  const older = [OFF_DEFAULT.viewport, ...session.sizes];
  const answers = updates.flatMap((exchange) => {
    const seen = shownBy(tools, exchange);
    return seen === undefined ? [] : torn(seen, sizes, 'answer', clause);
  });
  const looks = meanwhile.flatMap((exchange) => {
    const seen = shownBy(tools, exchange);
    return seen === undefined ? [] : torn(seen, [...sizes, ...older], 'read meanwhile', clause);
  });
  // The last look must show one of the sizes, and nothing but the viewport may have changed.
  const applied = updates.some(succeeded);
  const right = [
    ...(applied || updates.some(isLost) ? sizes : []), // it is unknown what came of a lost one
    ...(applied ? [] : [sizeOf(before)]),
  ];
  const settled = await readUntilAgreed(session, tools, (after) => {
    if (after === undefined) return [];
    const frame = judgeAftermath({
      ...comparedWith(session, before, tools),
      answer: undefined,
      after,
      effects: { set: [], free: ['viewport'] },
      accepted: true,
    });
    return [...frame, ...torn(after, right, 'last read', clause)];
  });
  // The session is not used again: of several right sizes, the one that was seen may be one that lags behind.

  const all = [...updates, ...meanwhile, ...prepared.reads, ...settled.reads];
  return conclude(testCase, all, [...prepared.found, ...answers, ...looks, ...settled.findings], tools);
};

/** Another size in the body of the case, which may hold more that the document requires. */
function resizeTo(size: { readonly width: number; readonly height: number }, body: Json | undefined): Json {
  const { viewport } = isObject(body) ? body : {};
  return { viewport: { ...(isObject(viewport) ? viewport : {}), ...size } };
}
