import { judgeAftermath, judgeExchange } from '../../checks/judge.js';
import { succeeded } from '../../model/exchange.js';
import { conclude, isLost, unsent } from '../case/case-run.js';
import { sendCase } from '../case/send-case.js';
import { comparedWith, shownBy } from '../session/held-session.js';
import { prepare } from '../session/prepare.js';
import { sessionPath } from '../session/read-session.js';
import { readUntilAgreed } from '../session/settled-read.js';
import type { SessionProcedure } from './procedure.js';

/** Statuses of an update that comes second: the session has a profile by then. */
const SECOND = [400, 403];

/** Sends a case and, at the same time, an update with another profile: one at most is loaded, and it is then shown. */
export const runProfilesAtOnce: SessionProcedure = async (testCase, session, tools) => {
  const prepared = await prepare(testCase, session, tools);
  if (!('before' in prepared)) return prepared;
  const { before, body, effectsOn } = prepared;
  const [, second] = await tools.leases.profiles(); // the body has the first
  if (second === undefined) return unsent({ unverified: 'there is no second profile' });
  session.state = undefined; // until a read shows it
  const path = sessionPath(session.browser.id);
  const sent = await Promise.all(
    [body, { profile: { id: second.id } }].map(async (update) => ({
      update,
      exchange: await sendCase(testCase, path, update, tools),
    })),
  );
  const exchanges = sent.map(({ exchange }) => exchange);
  const accepted = sent.filter(({ exchange }) => succeeded(exchange));
  const [winner, ...losers] = accepted;
  const tooMany = losers.flatMap(({ exchange }) => judgeExchange(exchange, SECOND, tools.answers));

  const known = { ...comparedWith(session, before, tools), effects: effectsOn(winner?.update ?? {}) };
  const lost = exchanges.some(isLost) || losers.length > 0;
  const settled = await readUntilAgreed(session, tools, (after) =>
    lost
      ? []
      : judgeAftermath({
          ...known,
          answer: winner && shownBy(tools, winner.exchange),
          after,
          accepted: winner !== undefined,
        }),
  );
  if (!lost) session.state = settled.after?.state;
  const all = [...exchanges, ...prepared.reads, ...settled.reads];
  return conclude(testCase, all, [...prepared.found, ...tooMany, ...settled.findings], tools);
};
