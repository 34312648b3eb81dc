import { isObject, type Json } from '../../src/model/json.js';
import { poll } from '../../src/api/poll.js';
import { judgeExchange } from '../../src/checks/judge.js';
import type { Shown } from '../../src/checks/subject.js';
import { asNotes, inWords, type ExploreFinding } from './finding.js';
import { shownBy } from '../../src/run/session/held-session.js';
import { leftAlone, READS_IN_A_ROW } from '../../src/run/procedures/later.js';
import { settledRecordings } from '../../src/run/session/recordings.js';
import type { Exchange } from '../../src/model/exchange.js';
import type { Wire } from '../../src/model/wire.js';
import { afterAccepted, agreeing, narrowed, unchanged } from './compare.js';
import { borneOut, placeIn, statusOf, type Context } from './context.js';
import { bringsMember, isOverlyLiteral, plain, unusual, type Oddity } from './encoding.js';
import { ruleOn, unshown, withUnknown, type Ruling } from './model.js';
import { afterForcedResize, beforeForcedResize } from './recordings.js';
import { LAG_ALLOWED_MS } from '../../src/run/session/settled-read.js';
import type { ExploredSession } from './sessions.js';
import { failOn } from './step-failed.js';
import { nothingChanged, REFUSED } from './unchanged-steps.js';

/** What the contract says of an update of a session in its present state. */
export function rulingFor(session: ExploredSession, body: Json, context: Context): Ruling {
  const ruling = borneOut(ruleOn(session.model, body, context.resources), body, context);
  return unshown(ruling, context.wire.hasShown);
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
      if (accepted) {
        const place = placeIn(context, 'read');
        const agreed = answer === undefined ? [] : agreeing(answer, shown, ruling, place);
        return [...afterAccepted(model.members, visible, shown, place), ...agreed];
      }
      // A wrong kind of success says nothing of what was to change.
      if (mayBeAccepted && status < 300) return [];
      return unchanged(model.members, shown, whyUnchanged, placeIn(context, 'read'));
    },
    { failed: findings.length > 0, answer },
  );
  const exchanges = [exchange, ...reads];
  const result = { exchanges, expected: ruling.statuses, sentence: sentenceOn(ruling) };
  const rate = accepted && seen !== undefined ? context.rates.judge(session, body, seen) : [];
  const found = [...findings, ...later, ...rate];
  const isNote = oddity !== undefined && isOverlyLiteral(oddity);
  failOn(isNote ? asNotes(found) : found, result, session, context);
  if (accepted && recorded !== undefined) {
    failOn(await afterForcedResize(recorded, exchange, session, tools), result, session, context);
  }
  if (seen !== undefined) model.members = seen.members;
  if (accepted && isObject(body) && 'profile' in body) model.mayHaveProfile = true;
  watch.looked(session);
  if (accepted && model.kind.recording) await settledRecordings(session, tools); // they may pause
  return status;
}

/**
 * Sends one update, leaves the session alone, and looks whether what it did is still there: in several reads in a row,
 * and in the list of all sessions, which shows what no document at hand describes.
 * @returns the status of the answer.
 * @throws StepFailed, Blocked, SetUpFailed
 */
export async function updateAndWait(session: ExploredSession, body: Json, context: Context): Promise<number> {
  const status = await update(session, body, context);
  const { tools, wire } = context;
  await leftAlone(tools);
  const why = 'the session was left alone';
  const result = { exchanges: [], findings: [], expected: [200], sentence: 'a read of a session, later' };
  await nothingChanged(session, { ...result, how: { inARow: READS_IN_A_ROW } }, why, context);
  const { seen: inList } = await poll(
    () => wire.listed(session.browser.id),
    (shown) => shown === undefined || notAsListed(session, shown, context).length === 0,
    tools.lagMs ?? LAG_ALLOWED_MS,
  );
  if (inList !== undefined) {
    const sentence = 'a look at the list of sessions, later';
    const found = asNotes(notAsListed(session, inList, context));
    failOn(found, { ...result, exchanges: [inList.exchange], sentence }, session, context);
  }
  return status;
}

/** What the list shows otherwise than a read: what it leaves out is nothing. */
function notAsListed({ model }: ExploredSession, inList: Shown, context: Context): ExploreFinding[] {
  const shown = new Map([...model.members].filter(([path]) => inList.members.has(path)));
  const listed = { ...inList, members: new Map([...inList.members].filter(([path]) => shown.has(path))) };
  return unchanged(shown, listed, 'a read showed that', placeIn(context, 'read'));
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
 * @param letters how those that are to be refused go over the wire, where that is not as usual.
 * @returns the statuses of the answers.
 * @throws StepFailed, Blocked, SetUpFailed
 */
export async function updatesInARow(
  session: ExploredSession,
  bodies: readonly Json[],
  context: Context,
  letters?: Wire,
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
    const exchange = await wire.update(session.browser.id, plain(body, letters), 'full key');
    expected = ruling.statuses;
    statuses.push(statusOf(exchange));
    exchanges.push(exchange);
    findings.push(...inWords(judgeExchange(exchange, expected, tools.answers)));
    if (findings.length > 0) break;
  }
  await look();
  return statuses;
}
