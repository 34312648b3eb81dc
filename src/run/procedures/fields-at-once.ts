import { isObject, type Json, type JsonObject } from '../../model/json.js';
import { judgeAftermath } from '../../checks/judge.js';
import { succeeded, type Exchange } from '../../model/exchange.js';
import type { ContractCase } from '../../model/contract-case.js';
import { comparedWith, sessionPath, shownBy, type HeldSession } from '../session/held-session.js';
import { prepare } from '../session/prepare.js';
import { conclude, isLost, sendCase, type CaseRun } from '../case/send-case.js';
import { readUntilAgreed } from '../session/settled-read.js';
import type { Tools } from '../case/tools.js';

/**
 * Sends each member of a case's body as an update of its own, all of them at once: none may undo another, so in the
 * end all that were accepted have taken effect.
 */
export async function runFieldsAtOnce(
  testCase: ContractCase,
  session: HeldSession,
  tools: Tools,
): Promise<CaseRun> {
  const prepared = await prepare(testCase, session, tools);
  if (!('before' in prepared)) return prepared;
  session.state = undefined; // until a read says otherwise
  const updates = membersOf(prepared.body);
  const path = sessionPath(session.browser.id);
  const exchanges = await Promise.all(updates.map((update) => sendCase(testCase, path, update, tools)));

  const accepted = updates.filter((_, index) => exchanges.slice(index, index + 1).some(succeeded));
  const aftermath = { ...comparedWith(session, prepared.before, tools), accepted: true };
  // Each answer shows what its own update named; what the others name may be there already.
  const others = updates.flatMap((update) => Object.keys(update));
  const answered = updates.flatMap((update, index) => {
    const exchange = exchanges[index];
    const answer = exchange === undefined ? undefined : shownBy(tools, exchange, index);
    const effects = { set: prepared.effectsOn(update).set, free: others };
    return judgeAftermath({ ...aftermath, answer, after: undefined, effects });
  });
  const reads: Exchange[] = [...exchanges.slice(1), ...prepared.reads];
  const inAll = Object.fromEntries(accepted.flatMap((update) => Object.entries(update)));
  const effects = prepared.effectsOn(inAll);
  const lost = exchanges.some(isLost);
  const settled = await readUntilAgreed(testCase, session, reads, tools, (after) =>
    lost ? [] : judgeAftermath({ ...aftermath, answer: undefined, after, effects }),
  );
  if (!lost) session.state = settled.after?.state;
  return conclude(testCase, [...exchanges.slice(0, 1), ...reads], [...answered, ...settled.findings], tools);
}

/** One update for each member of a body. */
function membersOf(body: Json | undefined): JsonObject[] {
  return isObject(body) ? Object.entries(body).map(([field, value]) => ({ [field]: value })) : [];
}
