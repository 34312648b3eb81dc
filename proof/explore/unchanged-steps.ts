import type { Json } from '../../src/model/json.js';
import { asNotes, inWords, type ExploreFinding } from './finding.js';
import { poll } from '../../src/api/poll.js';
import { absent } from '../../src/checks/absent.js';
import { judgeExchange } from '../../src/checks/judge.js';
import type { Nearly } from '../../src/model/case.js';
import type { Exchange } from '../../src/model/exchange.js';
import { nearlyId } from '../../src/run/case/nearly-ids.js';
import { unknownId } from '../../src/run/case/unknown-id.js';
import { LAG_ALLOWED_MS } from '../../src/run/session/settled-read.js';
import type { Credential } from '../../src/model/credential.js';
import { unchanged } from './compare.js';
import { borneOut, placeIn, statusOf, type Context } from './context.js';
import { plain, type Encoding } from './encoding.js';
import { ruleOnNowhere } from './model.js';
import { clauseIn } from './model-holds.js';
import type { ExploredSession } from './sessions.js';
import type { Settling } from './wire.js';
import { Blocked, failOn, type StepResult } from './step-failed.js';

/** Why nothing may have changed, as a part of a finding's sentence. */
export const REFUSED = 'the update had to be refused';

/** What was done to a session, and how it is looked at. */
interface Judged extends StepResult {
  /** What is wrong with it already. */
  readonly findings: readonly ExploreFinding[];
  /** That it changed something is a note. */
  readonly isNote?: boolean;
  readonly how?: Settling;
}

/**
 * Looks at a session that must be as the model knows it.
 * @param result what was done before.
 * @param why nothing may have changed.
 * @throws StepFailed, Blocked
 */
export async function nothingChanged(
  session: ExploredSession,
  result: Judged,
  why: string,
  context: Context,
): Promise<void> {
  const { findings, isNote = false, how = {} } = result;
  const { browser, model } = session;
  const {
    seen,
    findings: later,
    reads,
  } = await context.wire.settledRead(
    browser.id,
    (shown) => unchanged(model.members, shown, why, placeIn(context, 'read')),
    { failed: findings.length > 0, ...how },
  );
  const exchanges = [...result.exchanges, ...reads];
  const found = [...findings, ...(isNote ? asNotes(later) : later)];
  failOn(found, { ...result, exchanges }, session, context);
  if (seen !== undefined) model.members = seen.members; // a note may have changed it
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

/** An update, or several in other letters, that has to be refused. */
export interface RefusedUpdate {
  readonly encodings: readonly Encoding[];
  readonly credential: Credential;
  /** Only an overly literal reading has it refused. */
  readonly isNote?: boolean;
  /** The statuses that are right. */
  readonly expected: readonly number[];
  /** What is done, in words. */
  readonly sentence: string;
}

/**
 * Sends updates that have to be refused, whatever their bodies say, and looks once at what they did.
 * @returns the statuses.
 * @throws StepFailed, Blocked
 */
export async function refusedUpdates(
  session: ExploredSession,
  { encodings, credential, expected, sentence, isNote = false }: RefusedUpdate,
  context: Context,
): Promise<number[]> {
  context.watch.sentTo(session);
  const { exchanges, findings } = await sentInTurn(encodings, expected, context, (encoding) =>
    context.wire.update(session.browser.id, encoding, credential),
  );
  const result = {
    ...{ exchanges, expected, sentence, isNote },
    findings: isNote ? asNotes(findings) : findings,
  };
  await nothingChanged(session, result, REFUSED, context);
  return exchanges.map(statusOf);
}

/** Sends one thing after the other, until something is wrong with an answer. */
async function sentInTurn<T>(
  things: readonly T[],
  expected: readonly number[],
  { tools }: Context,
  send: (thing: T) => Promise<Exchange>,
): Promise<{ readonly exchanges: Exchange[]; readonly findings: ExploreFinding[] }> {
  const exchanges: Exchange[] = [];
  for (const thing of things) {
    const exchange = await send(thing);
    exchanges.push(exchange);
    const findings = inWords(judgeExchange(exchange, expected, tools.answers));
    if (findings.length > 0) return { exchanges, findings };
  }
  return { exchanges, findings: [] };
}

/**
 * Sends updates to an id that belongs to no session, and looks whether there is one afterwards.
 * @param expected by the bodies: the statuses that are right.
 */
async function updatesOfNone(
  id: string,
  bodies: readonly Json[],
  { expected, sentence }: { readonly expected: (body: Json) => readonly number[]; readonly sentence: string },
  context: Context,
): Promise<number[]> {
  const { tools, wire, watch } = context;
  watch.sentTo(undefined);
  const statuses: number[] = [];
  for (const body of bodies) {
    const right = expected(body);
    const { exchanges, findings } = await sentInTurn([plain(body)], right, context, (encoding) =>
      wire.update(id, encoding, 'full key'),
    );
    failOn(findings, { exchanges, expected: right, sentence }, undefined, context);
    statuses.push(...exchanges.map(statusOf));
  }
  const clause = clauseIn(tools.document, 'not-found') ?? '#';
  const { seen: read, right } = await poll(
    () => wire.strayRead(id),
    (one) => absent(one, clause).length === 0,
    tools.lagMs ?? LAG_ALLOWED_MS,
  );
  const result = { exchanges: [read], expected: [404], sentence: `${sentence}, and a read of it` };
  if (!right) failOn(inWords(absent(read, clause)), result, undefined, context);
  return statuses;
}

/** Sends updates to a session that nobody has. @returns the statuses. @throws StepFailed, Blocked */
export function updatesNowhere(bodies: readonly Json[], context: Context): Promise<number[]> {
  const { resources, tools } = context;
  const expected = (body: Json): readonly number[] =>
    borneOut(ruleOnNowhere(body, resources), body, context).statuses.filter((status) => status !== 200);
  const sentence = 'an update of a session that nobody has';
  return updatesOfNone(unknownId(tools.leases.sampleId()), bodies, { expected, sentence }, context);
}

/**
 * Sends an update to an id that is nearly that of a session.
 * @returns the status; none where the session has no such id.
 * @throws StepFailed, Blocked
 */
export async function updateNearby(
  session: ExploredSession,
  nearly: Nearly,
  body: Json,
  context: Context,
): Promise<number[]> {
  const { browser, model } = session;
  const state = {
    proxy_id: model.members.get('proxy_id') ?? null,
    profile: { id: model.members.get('profile.id') ?? null },
  };
  const to = nearlyId(nearly, browser.id, state);
  if ('unverified' in to) return [];
  const sentence = `an update of an id that is nearly that of a session: ${nearly}`;
  const statuses = await updatesOfNone(to.id, [body], { expected: () => [400, 403, 404], sentence }, context);
  await lookAt(session, 'the update was of another id', context);
  return statuses;
}

/**
 * Deletes a session, sends it updates, and puts another session in its place.
 * @returns the statuses of the updates.
 * @throws StepFailed, Blocked, OutOfBrowsers
 */
export async function deleteAndUpdate(
  place: number,
  bodies: readonly Json[],
  context: Context,
): Promise<number[]> {
  const { sessions, wire, watch } = context;
  const gone = sessions.at(place);
  const { id } = gone.browser;
  await sessions.release(place);
  watch.looked(gone);
  // Whether a deletion works is not what is judged here.
  if (!(await wire.isGone(id))) throw new Blocked(`the session ${id} could still be read after its deletion`);
  const sentence = 'an update of a session that was deleted';
  const statuses = await updatesOfNone(id, bodies, { expected: () => [400, 404], sentence }, context);
  await sessions.lease(place);
  return statuses;
}
