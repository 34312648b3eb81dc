import type { Json, JsonObject } from '../contract/json.js';
import { effectsOf, type Effects } from '../judge/effects.js';
import { byImportance, judgeExchange } from '../judge/judge.js';
import type { Shown } from '../judge/subject.js';
import type { Exchange } from '../target/exchange.js';
import type { ContractCase } from './contract-case.js';
import { sessionPath, shownBy, type HeldSession } from './held-session.js';
import { isRecordedAnew } from './recordings.js';
import { placeholdersFor, profileNamedIn } from './placeholder-values.js';
import { fill } from './placeholders.js';
import { unfilledIn } from './prerequisites.js';
import { falseClaim, type CaseRun } from './send-case.js';
import { behind, settledRead } from './settled-read.js';
import { moveAway, updatesTowards } from './starting-state.js';
import type { Tools } from './tools.js';

/** A held session, prepared for a case. */
export interface Prepared {
  /** The state that the case starts from. */
  readonly before: JsonObject;
  readonly body: Json | undefined;
  readonly effects: Effects;
  /** What another body would do to that state. */
  readonly effectsOn: (body: Json | undefined) => Effects;
  /** The reads that told the state; their findings belong to the case. */
  readonly reads: readonly Exchange[];
}

/** Brings a session into the state that a case starts from. @returns why that failed, where it did. */
export async function prepare(
  one: ContractCase,
  session: HeldSession,
  tools: Tools,
): Promise<Prepared | CaseRun> {
  const reads: Exchange[] = [];
  const look = async (answer?: Shown): Promise<JsonObject | undefined> => {
    session.state = (await settledRead(one, session, reads, tools, behind(answer)))?.state;
    return session.state;
  };
  const failed = (why: string): CaseRun => {
    session.state = undefined;
    const findings = reads.flatMap((read, index) => judgeExchange(read, index, [200], tools.reads));
    return { exchanges: reads, findings: byImportance(findings), blocked: why };
  };

  const isRecording = session.browser.kind.recording;
  const recordings = isRecording ? await tools.leases.recordings(session.browser, one.id) : [];
  let state = session.state ?? (await look());
  if (state === undefined) return failed('the session could not be read before the case');
  for (const update of updatesTowards(one.start, state)) {
    const told = await setUp(one, session, fill(update, await placeholdersFor(state, one, tools)), tools);
    if ('why' in told) return failed(told.why);
    state = await look(told.answer);
    if (state === undefined) return failed('the session could not be read after its set-up');
  }

  const placeholders = await placeholdersFor(state, one, tools);
  const body = one.body === undefined ? undefined : fill(one.body, placeholders);
  const unfilled = unfilledIn(body);
  if (unfilled !== undefined) {
    return { exchanges: [], findings: [], unverified: `this API has nothing to send for ${unfilled}` };
  }
  const defect = falseClaim(one, body, tools);
  if (defect !== undefined) return { exchanges: [], findings: [], defect };
  const named = await profileNamedIn(body, one, placeholders, tools);
  const effectsFrom = (start: JsonObject, update: Json | undefined): Effects =>
    effectsOf(update, {
      before: start,
      profileId: (name) => (name === named?.name ? named.id : undefined),
      declares: (member) => tools.reads.undeclared(200, { [member]: null }).length === 0,
    });

  const mayMove = one.intent !== 'observe' && one.start.repeated !== true;
  const away = mayMove ? moveAway(effectsFrom(state, body), state, session.browser) : undefined;
  if (away !== undefined) {
    const told = await setUp(one, session, away, tools);
    if ('why' in told) return failed(told.why);
    state = await look(told.answer);
    if (state === undefined) return failed('the session could not be read after its set-up');
  }
  const resized = one.start.after !== undefined || away !== undefined;
  if (resized && isRecording && !(await isRecordedAnew(session, recordings, one.id, tools))) {
    return failed('nothing is recorded any more after its set-up');
  }
  const before = state;
  const effectsOn = (other: Json | undefined): Effects => effectsFrom(before, other);
  return { before, body, effects: effectsOn(body), effectsOn, reads };
}

/** Sends an update that no case asserts. @returns the session that its answer shows, or why it was of no use. */
async function setUp(
  one: ContractCase,
  session: HeldSession,
  update: Json,
  tools: Tools,
): Promise<{ readonly answer: Shown | undefined } | { readonly why: string }> {
  const exchange = await tools.client.send({
    method: 'PATCH',
    path: sessionPath(session.browser.id),
    purpose: 'set-up',
    caseId: one.id,
    credential: 'full key',
    contentType: 'application/json',
    body: JSON.stringify(update),
  });
  tools.journal({ type: 'exchange', exchange });
  if (exchange.response?.status === 200) return { answer: shownBy(tools, exchange, 0) };
  const got = exchange.response === undefined ? exchange.failure : `status ${exchange.response.status}`;
  return {
    why: `the session could not be brought into its starting state by ${JSON.stringify(update)}: ${got ?? ''}`,
  };
}
