import { judgeAftermath } from '../../checks/judge.js';
import { succeeded } from '../../model/exchange.js';
import { isObject, type Json, type JsonObject } from '../../model/json.js';
import { conclude, isLost } from '../case/case-run.js';
import { sendCase } from '../case/send-case.js';
import { comparedWith, shownBy } from '../session/held-session.js';
import { prepare } from '../session/prepare.js';
import { sessionPath } from '../session/read-session.js';
import { readUntilAgreed } from '../session/settled-read.js';
import type { SessionProcedure } from './procedure.js';

/**
 * Sends each member of a case's body as an update of its own, all of them at once: none may undo another, so in the
 * end all that were accepted have taken effect.
 */
export const runFieldsAtOnce: SessionProcedure = async (testCase, session, tools) => {
  const prepared = await prepare(testCase, session, tools);
  if (!('before' in prepared)) return prepared;
  session.state = undefined; // until a read shows it
  const path = sessionPath(session.browser.id);
  const sent = await Promise.all(
    membersOf(prepared.body).map(async (update) => ({
      update,
      exchange: await sendCase(testCase, path, update, tools),
    })),
  );
  const exchanges = sent.map(({ exchange }) => exchange);

  const aftermath = { ...comparedWith(session, prepared.before, tools), accepted: true };
  // Each answer shows what its own update named; what the others name may be there already.
  const others = sent.flatMap(({ update }) => Object.keys(update));
  const answered = sent.flatMap(({ update, exchange }) => {
    const effects = { set: prepared.effectsOn(update).set, free: others };
    return judgeAftermath({ ...aftermath, answer: shownBy(tools, exchange), after: undefined, effects });
  });
  const accepted = sent.filter(({ exchange }) => succeeded(exchange));
  const inAll = Object.fromEntries(accepted.flatMap(({ update }) => Object.entries(update)));
  const effects = prepared.effectsOn(inAll);
  const lost = exchanges.some(isLost);
  const settled = await readUntilAgreed(session, tools, (after) =>
    lost ? [] : judgeAftermath({ ...aftermath, answer: undefined, after, effects }),
  );
  if (!lost) session.state = settled.after?.state;
  const all = [...exchanges, ...prepared.reads, ...settled.reads];
  return conclude(testCase, all, [...prepared.found, ...answered, ...settled.findings], tools);
};

/** One update for each member of a body. */
function membersOf(body: Json | undefined): JsonObject[] {
  return isObject(body) ? Object.entries(body).map(([field, value]) => ({ [field]: value })) : [];
}
