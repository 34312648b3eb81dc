import type { Finding } from '../../model/finding.js';
import { judgeAftermath } from '../../checks/judge.js';
import type { Shown } from '../../checks/subject.js';
import { succeeded } from '../../model/exchange.js';
import type { ContractCase } from '../../model/contract-case.js';
import { comparedWith, sessionPath, shownBy, type HeldSession } from '../session/held-session.js';
import { inCapitals } from '../case/nearly-ids.js';
import { prepare, type Prepared } from '../session/prepare.js';
import { conclude, isLost, sendCase, verbatimReason, type CaseRun } from '../case/send-case.js';
import { readUntilAgreed } from '../session/settled-read.js';
import type { Tools } from '../case/tools.js';

/**
 * Sends a case to a held session and judges the answer and what it did. Leaves in `session.state` what the last read
 * showed, for the next case; undefined where the session is not fit for one.
 */
export async function runOnSession(
  testCase: ContractCase,
  session: HeldSession,
  tools: Tools,
): Promise<CaseRun> {
  const sameId = sameInEitherCase(testCase, session.browser.id);
  if (sameId !== undefined) return { exchanges: [], findings: [], unverified: sameId };
  const prepared = await prepare(testCase, session, tools);
  return 'before' in prepared ? sendPrepared(testCase, session, prepared, tools) : prepared;
}

/** The same to a session that is in its starting state. */
export async function sendPrepared(
  testCase: ContractCase,
  session: HeldSession,
  { before, body, effects, reads: earlier }: Prepared,
  tools: Tools,
): Promise<CaseRun> {
  const reads = [...earlier];

  session.state = undefined; // until a read says otherwise
  const path = pathOf(testCase, session.browser.id);
  const exchange = await sendCase(testCase, path, body, tools, verbatimReason(path));
  const status = exchange.response?.status ?? 0;
  const applied = succeeded(exchange);
  const accepted = applied && testCase.statuses.includes(status);
  const answer = accepted ? shownBy(tools, exchange, 0) : undefined;
  const aftermath = {
    ...comparedWith(session, before, tools),
    answer,
    effects,
    accepted,
    ...(testCase.intent === 'accept' ? { whyUntouched: `the answer was ${status}` } : {}),
  };
  // Neither an answer that was lost nor a wrong kind of success says what was to change.
  const isOpen =
    testCase.intent === 'observe' ||
    isLost(exchange) ||
    (testCase.intent === 'accept' && applied && !accepted);
  const judge = (seen: Shown | undefined): Finding[] =>
    isOpen ? [] : judgeAftermath({ ...aftermath, after: seen });
  const { after, findings } = await readUntilAgreed(testCase, session, reads, tools, judge, answer);
  // What was sent into the dark may still take effect: such a session is not used any more.
  session.state = isLost(exchange) ? undefined : after?.state;
  return conclude(testCase, [exchange, ...reads], findings, tools);
}

function sameInEitherCase({ target: to }: ContractCase, id: string): string | undefined {
  if (typeof to !== 'object' || !('nearly' in to) || to.nearly !== 'in upper case') return undefined;
  return inCapitals(id) === undefined ? 'ids of this API are the same in capitals' : undefined;
}

/** The path that a case is sent to: the session's own, or one that is nearly its own and nobody's. */
function pathOf({ target: to }: ContractCase, id: string): string {
  if (typeof to !== 'object' || !('nearly' in to)) return sessionPath(id);
  const nearly = {
    half: id.slice(0, id.length / 2),
    'with a tail': `${id}x`,
    'in upper case': id.toUpperCase(),
    'among blanks': ` ${id} `,
    // Decoded once, as it has to be, it still holds an escape.
    'encoded twice': `%${id.charCodeAt(0).toString(16)}${id.slice(1)}`,
  };
  return sessionPath(nearly[to.nearly]);
}
