import type { Json } from '../../src/model/json.js';
import type { Finding } from '../../src/model/finding.js';
import { judgeExchange } from '../../src/checks/judge.js';
import { unknownId } from '../../src/run/case/send-case.js';
import type { Credential } from '../../src/api/credentials.js';
import type { Exchange } from '../../src/model/exchange.js';
import { unchanged } from './compare.js';
import { borneOut, failOn, placeIn, statusOf, type Deed, type Ground } from './context.js';
import { plain, type Letters } from './encoding.js';
import { ruleOnNowhere } from './model.js';
import type { ExploredSession } from './sessions.js';
import { Blocked } from './step-failed.js';

/** Why nothing may have changed, as a finding tells it. */
export const REFUSED = 'the update had to be refused';

/**
 * Looks at a session that must be as the model knows it.
 * @param deed what was done before; the reads are added to its exchanges.
 * @param findings what is wrong with it already.
 * @param why nothing may have changed.
 * @throws StepFailed, Blocked
 */
export async function nothingChanged(
  session: ExploredSession,
  deed: Deed & { readonly exchanges: Exchange[] },
  findings: readonly Finding[],
  why: string,
  ground: Ground,
): Promise<void> {
  const { browser, model } = session;
  const { findings: later } = await ground.wire.settle(
    browser.id,
    deed.exchanges,
    (shown) => unchanged(model.members, shown, why, placeIn(ground, 'read')),
    { failed: findings.length > 0 },
  );
  failOn([...findings, ...later], deed, session);
  ground.watch.looked(session);
}

/** Reads a session. @param why nothing may have changed. @throws StepFailed, Blocked */
export async function lookAt(session: ExploredSession, why: string, ground: Ground): Promise<void> {
  const deed = { exchanges: [], expected: [200], sentence: `a read of a session, when ${why}` };
  await nothingChanged(session, deed, [], why, ground);
}

/**
 * Sends an update that has to be refused, whatever its body says.
 * @param expected the statuses that are right.
 * @param sentence what is done, in words.
 * @returns the status.
 * @throws StepFailed, Blocked
 */
export async function refusedUpdate(
  session: ExploredSession,
  letters: Letters,
  credential: Credential,
  expected: readonly number[],
  sentence: string,
  ground: Ground,
): Promise<number> {
  ground.watch.sentTo(session);
  const exchange = await ground.wire.update(session.browser.id, letters, credential);
  const findings = judgeExchange(exchange, 0, expected, ground.tools.answers);
  const deed = { exchanges: [exchange], expected, sentence };
  await nothingChanged(session, deed, findings, REFUSED, ground);
  return statusOf(exchange);
}

/** Sends an update to a session that nobody has. @returns the status. @throws StepFailed, Blocked */
export async function updateNowhere(body: Json, ground: Ground): Promise<number> {
  const { statuses: expected } = borneOut(ruleOnNowhere(body, ground.resources), body, ground);
  ground.watch.sentTo(undefined);
  const exchange = await ground.wire.update(
    unknownId(ground.tools.leases.sampleId()),
    plain(body),
    'full key',
  );
  const refused = expected.filter((status) => status !== 200);
  const findings = judgeExchange(exchange, 0, refused, ground.tools.answers);
  const sentence = 'an update of a session that nobody has';
  failOn(findings, { exchanges: [exchange], expected: refused, sentence }, undefined);
  return statusOf(exchange);
}

/**
 * Deletes a session, sends it an update, and puts another session in its place.
 * @returns the status of the update.
 * @throws StepFailed, Blocked, OutOfBrowsers
 */
export async function deleteAndUpdate(place: number, body: Json, ground: Ground): Promise<number> {
  const { sessions, wire, watch, tools } = ground;
  const gone = sessions.at(place);
  const { id } = gone.browser;
  await sessions.release(place);
  watch.looked(gone);
  // Whether a deletion works is not what is judged here.
  if (!(await wire.isGone(id))) throw new Blocked(`the session ${id} could still be read after its deletion`);
  watch.sentTo(undefined);
  const exchange = await wire.update(id, plain(body), 'full key');
  const expected = [400, 404];
  const findings = judgeExchange(exchange, 0, expected, tools.answers);
  const sentence = 'an update of a session that was deleted';
  failOn(findings, { exchanges: [exchange], expected, sentence }, undefined); // the place is filled later
  await sessions.lease(place);
  return statusOf(exchange);
}
