import type { Json } from '../../src/model/json.js';
import { judgeExchange } from '../../src/checks/judge.js';
import { inWords, type ExploreFinding } from './finding.js';
import { shownBy } from '../../src/run/session/held-session.js';
import { isRecorded } from '../../src/run/session/recordings.js';
import type { Exchange } from '../../src/model/exchange.js';
import { afterAccepted, narrowed, unchanged } from './compare.js';
import { borneOut, failOn, placeIn, statusOf, type Context } from './context.js';
import { bringsMember, plain, unusual, type Oddity } from './encoding.js';
import { ruleOn, withUnknown, type Ruling } from './model.js';
import { afterForcedResize, beforeForcedResize } from './recordings.js';
import type { ExploredSession } from './sessions.js';
import { nothingChanged, REFUSED } from './unchanged-steps.js';

/** What the contract says of an update of a session in its present state. */
export function rulingFor(session: ExploredSession, body: Json, context: Context): Ruling {
  return borneOut(ruleOn(session.model, body, context.resources), body, context);
}

/**
 * Sends one update and looks at what it did.
 * @param oddity how its letters are unusual, where they are.
 * @returns the status of the answer.
 * @throws StepFailed, Blocked, SetUpFailed
 */
export async function update(
  session: ExploredSession,
  body: Json,
  context: Context,
  oddity?: Oddity,
): Promise<number> {
  const { tools, wire, watch } = context;
  const { browser, model } = session;
  const plainly = rulingFor(session, body, context);
  const ruling = oddity !== undefined && bringsMember(oddity) ? withUnknown(plainly) : plainly;
  const encoding = oddity === undefined ? plain(body) : unusual(body, oddity);
  const recorded = await beforeForcedResize(session, body, tools);
  watch.sentTo(session);
  const exchange = await wire.update(browser.id, encoding, 'full key');
  const status = statusOf(exchange);
  // What brings a member along that nobody knows is open: an undeclared refusal of it is drift, and noted as such.
  const isOpen = oddity !== undefined && bringsMember(oddity) && status >= 400 && status < 500;
  const findings = inWords(judgeExchange(exchange, ruling.statuses, tools.answers)).filter(
    ({ check }) => !(isOpen && check === 'status-declared'),
  );
  const mayBeAccepted = ruling.statuses.includes(200);
  const whyUnchanged = mayBeAccepted ? `the answer was ${status}` : REFUSED;
  const accepted = status === 200 && mayBeAccepted;
  const answer = accepted ? shownBy(tools, exchange) : undefined;
  if (answer !== undefined) {
    findings.push(...afterAccepted(model.members, ruling, answer, placeIn(context, 'answer')));
  }
  const visible = answer === undefined ? ruling : narrowed(ruling, answer);
  const {
    seen,
    findings: later,
    reads,
  } = await wire.settledRead(
    browser.id,
    (shown) => {
      if (accepted) return afterAccepted(model.members, visible, shown, placeIn(context, 'read'));
      // A wrong kind of success says nothing of what was to change.
      if (mayBeAccepted && status < 300) return [];
      return unchanged(model.members, shown, whyUnchanged, placeIn(context, 'read'));
    },
    { failed: findings.length > 0, answer },
  );
  const exchanges = [exchange, ...reads];
  const result = { exchanges, expected: ruling.statuses, sentence: sentenceOn(ruling) };
  const rate = accepted && seen !== undefined ? context.rates.judge(session, body, seen) : [];
  failOn([...findings, ...later, ...rate], result, session);
  if (accepted && recorded !== undefined) {
    failOn(await afterForcedResize(recorded, exchange, session, tools), result, session);
  }
  if (seen !== undefined) model.members = seen.members;
  watch.looked(session);
  if (accepted && model.kind.recording) await isRecorded(session, tools); // it may pause
  return status;
}

function sentenceOn({ statuses }: Ruling): string {
  if (!statuses.includes(200)) return 'an update that has to be refused';
  return statuses.length === 1
    ? 'an update that has to be accepted'
    : 'an update that may be accepted or refused';
}

/**
 * Sends updates one after the other, and looks once at what those did together that are to be refused. One that may
 * be accepted is looked at by itself, after those before it.
 * @returns the statuses of the answers.
 * @throws StepFailed, Blocked, SetUpFailed
 */
export async function updatesInARow(
  session: ExploredSession,
  bodies: readonly Json[],
  context: Context,
): Promise<number[]> {
  const { tools, wire, watch } = context;
  const statuses: number[] = [];
  let exchanges: Exchange[] = [];
  let findings: ExploreFinding[] = [];
  let expected: readonly number[] = [];
  const look = async (): Promise<void> => {
    if (exchanges.length === 0) return;
    const result = { exchanges, findings, expected, sentence: 'an update that has to be refused' };
    await nothingChanged(session, result, REFUSED, context);
    [exchanges, findings] = [[], []];
  };
  for (const body of bodies) {
    const ruling = rulingFor(session, body, context);
    if (ruling.statuses.includes(200)) {
      await look();
      statuses.push(await update(session, body, context));
      continue;
    }
    watch.sentTo(session);
    const exchange = await wire.update(session.browser.id, plain(body), 'full key');
    expected = ruling.statuses;
    statuses.push(statusOf(exchange));
    exchanges.push(exchange);
    findings.push(...inWords(judgeExchange(exchange, expected, tools.answers)));
    if (findings.length > 0) break;
  }
  await look();
  return statuses;
}
