import { inWords } from './finding.js';
import { isObject, type Json } from '../../src/model/json.js';
import { judgeExchange } from '../../src/checks/judge.js';
import { shownBy } from '../../src/run/session/held-session.js';
import { settledRecordings } from '../../src/run/session/recordings.js';
import { afterAccepted, afterSeveral, unchanged } from './compare.js';
import { placeIn, statusOf, type Context } from './context.js';
import { plain } from './encoding.js';
import { amongOthers } from './model.js';
import { rulingFor, update } from './one-update.js';
import type { ExploredSession } from './sessions.js';
import { failOn, StepFailed } from './step-failed.js';

/**
 * Sends several updates of one session at once: each answer, and what is seen in the end, must be whole.
 * @returns the statuses of the answers.
 * @throws StepFailed, Blocked
 */
export async function updatesAtOnce(
  session: ExploredSession,
  bodies: readonly Json[],
  context: Context,
): Promise<number[]> {
  const { tools, wire, watch } = context;
  const { browser, model } = session;
  const before = model.members;
  // Where one of them is a forced resize, the recording stops and goes on, and meanwhile nothing asks for force.
  const paused = model.kind.recording && bodies.some(isForced);
  const seenAs = paused
    ? { ...session, model: { ...model, kind: { ...model.kind, recording: false } } }
    : session;
  const rulings = bodies.map((body) => amongOthers(rulingFor(seenAs, body, context)));
  watch.sentTo(session);
  const exchanges = await allOf(bodies.map((body) => wire.update(browser.id, plain(body), 'full key')));
  const answered = rulings.flatMap((ruling, index) => {
    const exchange = exchanges[index];
    return exchange === undefined ? [] : [{ ruling, exchange }];
  });
  const accepted = answered.filter(
    ({ ruling, exchange }) => statusOf(exchange) === 200 && ruling.statuses.includes(200),
  );
  const asked = accepted.map(({ ruling }) => ruling);
  const findings = answered.flatMap(({ ruling, exchange }) =>
    inWords(judgeExchange(exchange, ruling.statuses, tools.answers)),
  );
  for (const { ruling, exchange } of accepted) {
    const answer = shownBy(tools, exchange);
    if (answer === undefined) continue;
    findings.push(
      ...afterSeveral(before, { accepted: asked, certain: [ruling] }, answer, placeIn(context, 'answer')),
    );
  }
  const {
    seen,
    findings: later,
    reads,
  } = await wire.settledRead(
    browser.id,
    (shown) => afterSeveral(before, { accepted: asked, certain: asked }, shown, placeIn(context, 'read')),
    { failed: findings.length > 0, ambiguous: true },
  );
  const expected = [...new Set(rulings.flatMap(({ statuses }) => statuses))];
  const sentence = 'updates of one session at once';
  const result = { exchanges: [...exchanges, ...reads], expected, sentence };
  failOn([...findings, ...later], result, session, context);
  if (seen !== undefined) model.members = seen.members;
  if (model.kind.recording) await settledRecordings(session, tools); // the next step is about them
  watch.looked(session);
  return answered.map(({ exchange }) => statusOf(exchange));
}

/**
 * Sends updates with profiles at once: one at most is accepted, and then shown.
 * @returns the statuses of the answers.
 * @throws StepFailed, Blocked
 */
export async function profilesAtOnce(
  session: ExploredSession,
  bodies: readonly Json[],
  context: Context,
): Promise<number[]> {
  const { tools, wire, watch } = context;
  const { browser, model } = session;
  const before = model.members;
  const rulings = bodies.map((body) => amongOthers(rulingFor(session, body, context)));
  watch.sentTo(session);
  const exchanges = await allOf(bodies.map((body) => wire.update(browser.id, plain(body), 'full key')));
  const isAccepted = (place: number): boolean =>
    statusOf(exchanges[place]) === 200 && rulings[place]?.statuses.includes(200) === true;
  const winner = bodies.findIndex((_, place) => isAccepted(place));
  const findings = exchanges.flatMap((exchange, place) => {
    const right = rulings[place]?.statuses ?? [];
    const isLate = winner >= 0 && place !== winner;
    return inWords(
      judgeExchange(exchange, isLate ? right.filter((status) => status !== 200) : right, tools.answers),
    );
  });
  const ruling = rulings[winner];
  const place = placeIn(context, 'read');
  const settled = await wire.settledRead(
    browser.id,
    (shown) =>
      ruling === undefined
        ? unchanged(before, shown, 'both profiles were refused', place)
        : afterAccepted(before, ruling, shown, place),
    { failed: findings.length > 0, ambiguous: true },
  );
  const expected = [...new Set(rulings.flatMap(({ statuses }) => statuses))];
  const result = { exchanges: [...exchanges, ...settled.reads], expected, sentence: 'two profiles at once' };
  failOn([...findings, ...settled.findings], result, session, context);
  if (settled.seen !== undefined) model.members = settled.seen.members;
  if (winner >= 0) model.mayHaveProfile = true;
  watch.looked(session);
  return exchanges.map(statusOf);
}

function isForced(body: Json): boolean {
  return isObject(body) && isObject(body.viewport) && body.viewport.force === true;
}

/**
 * Sends one update to each session, all at once: none may know of the others.
 * @param bodies by place.
 * @returns the statuses of the answers.
 * @throws StepFailed, Blocked
 */
export async function updatesEverywhere(bodies: readonly Json[], context: Context): Promise<number[]> {
  return allOf(bodies.map((body, place) => update(context.sessions.at(place), body, context)));
}

/**
 * What all of several promises come to, once all of them have come to an end: nothing is sent any more behind the
 * first failure's back.
 * @throws the breach among the failures, else the first of them.
 */
async function allOf<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  const ended = await Promise.allSettled(promises);
  const reasons = ended.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []));
  const failed = reasons.find((reason) => reason instanceof StepFailed) ?? reasons[0];
  if (failed !== undefined)
    throw failed instanceof Error ? failed : new Error('An update failed.', { cause: failed });
  return ended.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}
