import type { Json, JsonObject } from '../../model/json.js';
import { effectsOf, type Effects } from '../../checks/effects.js';
import { byImportance, judgeExchange } from '../../checks/judge.js';
import type { Shown } from '../../checks/subject.js';
import type { Exchange } from '../../model/exchange.js';
import type { ContractCase } from '../../model/contract-case.js';
import { sessionPath, shownBy, type HeldSession } from './held-session.js';
import { isRecordedAnew } from './recordings.js';
import { placeholdersFor, profileNamedIn } from '../case/placeholder-values.js';
import { fill } from '../case/placeholders.js';
import { unfilledIn } from '../case/prerequisites.js';
import { falseClaim, type CaseRun } from '../case/send-case.js';
import { behind, settledRead } from './settled-read.js';
import { moveAway, updatesTowards } from './starting-state.js';
import type { Tools } from '../case/tools.js';

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
  testCase: ContractCase,
  session: HeldSession,
  tools: Tools,
): Promise<Prepared | CaseRun> {
  const reads: Exchange[] = [];
  const look = async (answer?: Shown): Promise<JsonObject | undefined> => {
    session.state = (await settledRead(testCase, session, reads, tools, behind(answer)))?.state;
    return session.state;
  };
  const failed = (why: string): CaseRun => {
    session.state = undefined;
    const findings = reads.flatMap((read, index) => judgeExchange(read, index, [200], tools.reads));
    return { exchanges: reads, findings: byImportance(findings), blocked: why };
  };

  const isRecording = session.browser.kind.recording;
  const recordings = isRecording ? await tools.leases.recordings(session.browser, testCase.id) : [];
  let state = session.state ?? (await look());
  if (state === undefined) return failed('the session could not be read before the case');
  for (const update of updatesTowards(testCase.start, state)) {
    const told = await setUp(
      testCase,
      session,
      fill(update, await placeholdersFor(state, testCase, tools)),
      tools,
    );
    if ('why' in told) return failed(told.why);
    state = await look(told.answer);
    if (state === undefined) return failed('the session could not be read after its set-up');
  }

  const placeholders = await placeholdersFor(state, testCase, tools);
  const body = testCase.body === undefined ? undefined : fill(testCase.body, placeholders);
  const unfilled = unfilledIn(body);
  if (unfilled !== undefined) {
    return { exchanges: [], findings: [], unverified: `this API has nothing to send for ${unfilled}` };
  }
  const suiteError = falseClaim(testCase, body, tools);
  if (suiteError !== undefined) return { exchanges: [], findings: [], suiteError };
  const named = await profileNamedIn(body, testCase, placeholders, tools);
  const effectsFrom = (start: JsonObject, update: Json | undefined): Effects =>
    effectsOf(update, {
      before: start,
      profileId: (name) => (name === named?.name ? named.id : undefined),
      declares: (member) => tools.reads.undeclared(200, { [member]: null }).length === 0,
    });

  const mayMove = testCase.intent !== 'observe' && testCase.start.repeated !== true;
  const away = mayMove ? moveAway(effectsFrom(state, body), state, session.browser) : undefined;
  if (away !== undefined) {
    const told = await setUp(testCase, session, away, tools);
    if ('why' in told) return failed(told.why);
    state = await look(told.answer);
    if (state === undefined) return failed('the session could not be read after its set-up');
  }
  const resized = testCase.start.after !== undefined || away !== undefined;
  if (resized && isRecording && !(await isRecordedAnew(session, recordings, testCase.id, tools))) {
    return failed('nothing is recorded any more after its set-up');
  }
  const before = state;
  const effectsOn = (other: Json | undefined): Effects => effectsFrom(before, other);
  return { before, body, effects: effectsOn(body), effectsOn, reads };
}

/** Sends an update that no case asserts. @returns the session that its answer shows, or why it was of no use. */
async function setUp(
  testCase: ContractCase,
  session: HeldSession,
  update: Json,
  tools: Tools,
): Promise<{ readonly answer: Shown | undefined } | { readonly why: string }> {
  const exchange = await tools.client.send({
    method: 'PATCH',
    path: sessionPath(session.browser.id),
    purpose: 'set-up',
    caseId: testCase.id,
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
