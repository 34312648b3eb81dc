import type { Json } from '../../src/model/json.js';
import { inWords, type ExploreFinding } from './finding.js';
import { judgeExchange } from '../../src/checks/judge.js';
import { unknownId } from '../../src/run/case/unknown-id.js';
import type { Credential } from '../../src/model/credential.js';
import { unchanged } from './compare.js';
import { borneOut, failOn, placeIn, statusOf, type StepResult, type Context } from './context.js';
import { plain, type Encoding } from './encoding.js';
import { ruleOnNowhere } from './model.js';
import type { ExploredSession } from './sessions.js';
import { Blocked } from './step-failed.js';

/** Why nothing may have changed, as a part of a finding's sentence. */
export const REFUSED = 'the update had to be refused';

/**
 * Looks at a session that must be as the model knows it.
 * @param result what was done before, and what is wrong with it already.
 * @param why nothing may have changed.
 * @throws StepFailed, Blocked
 */
export async function nothingChanged(
  session: ExploredSession,
  result: StepResult & { readonly findings: readonly ExploreFinding[] },
  why: string,
  context: Context,
): Promise<void> {
  const { findings } = result;
  const { browser, model } = session;
  const { findings: later, reads } = await context.wire.settledRead(
    browser.id,
    (shown) => unchanged(model.members, shown, why, placeIn(context, 'read')),
    { failed: findings.length > 0 },
  );
  const exchanges = [...result.exchanges, ...reads];
  failOn([...findings, ...later], { ...result, exchanges }, session);
  context.watch.looked(session);
}

/** Reads a session. @param why nothing may have changed. @throws StepFailed, Blocked */
export async function lookAt(session: ExploredSession, why: string, context: Context): Promise<void> {
  const result = {
    exchanges: [],
    findings: [],
    expected: [200],
    sentence: `a read of a session, when ${why}`,
  };
  await nothingChanged(session, result, why, context);
}

/** An update that has to be refused. */
export interface RefusedUpdate {
  readonly encoding: Encoding;
  readonly credential: Credential;
  /** The statuses that are right. */
  readonly expected: readonly number[];
  /** What is done, in words. */
  readonly sentence: string;
}

/**
 * Sends an update that has to be refused, whatever its body says.
 * @returns the status.
 * @throws StepFailed, Blocked
 */
export async function refusedUpdate(
  session: ExploredSession,
  { encoding, credential, expected, sentence }: RefusedUpdate,
  context: Context,
): Promise<number> {
  context.watch.sentTo(session);
  const exchange = await context.wire.update(session.browser.id, encoding, credential);
  const findings = inWords(judgeExchange(exchange, expected, context.tools.answers));
  const result = { exchanges: [exchange], findings, expected, sentence };
  await nothingChanged(session, result, REFUSED, context);
  return statusOf(exchange);
}

/** Sends an update to a session that nobody has. @returns the status. @throws StepFailed, Blocked */
export async function updateNowhere(body: Json, context: Context): Promise<number> {
  const { statuses: expected } = borneOut(ruleOnNowhere(body, context.resources), body, context);
  context.watch.sentTo(undefined);
  const exchange = await context.wire.update(
    unknownId(context.tools.leases.sampleId()),
    plain(body),
    'full key',
  );
  const refused = expected.filter((status) => status !== 200);
  const findings = inWords(judgeExchange(exchange, refused, context.tools.answers));
  const sentence = 'an update of a session that nobody has';
  failOn(findings, { exchanges: [exchange], expected: refused, sentence }, undefined);
  return statusOf(exchange);
}

/**
 * Deletes a session, sends it an update, and puts another session in its place.
 * @returns the status of the update.
 * @throws StepFailed, Blocked, OutOfBrowsers
 */
export async function deleteAndUpdate(place: number, body: Json, context: Context): Promise<number> {
  const { sessions, wire, watch, tools } = context;
  const gone = sessions.at(place);
  const { id } = gone.browser;
  await sessions.release(place);
  watch.looked(gone);
  // Whether a deletion works is not what is judged here.
  if (!(await wire.isGone(id))) throw new Blocked(`the session ${id} could still be read after its deletion`);
  watch.sentTo(undefined);
  const exchange = await wire.update(id, plain(body), 'full key');
  const expected = [400, 404];
  const findings = inWords(judgeExchange(exchange, expected, tools.answers));
  const sentence = 'an update of a session that was deleted';
  failOn(findings, { exchanges: [exchange], expected, sentence }, undefined); // the place is filled later
  await sessions.lease(place);
  return statusOf(exchange);
}
