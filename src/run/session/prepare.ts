import type { Recording } from '../../api/leases/recording.js';
import { declaredBy } from '../../checks/declared.js';
import { effectsOf, type Effects } from '../../checks/effects.js';
import { isAboutReadOnly, type ContractCase } from '../../model/case.js';
import type { Exchange } from '../../model/exchange.js';
import { byImportance, type Finding } from '../../model/finding.js';
import { isObject, sameJson, valueAt, type Json, type JsonObject } from '../../model/json.js';
import { isCreatedWithProfile } from '../../model/session-kind.js';
import { judgeRead, unsent, type CaseRun } from '../case/case-run.js';
import { profileNamedIn } from '../case/named-profile.js';
import { freshened } from '../case/fresh-values.js';
import { fill } from '../case/placeholders.js';
import { falseClaim, invalidUpdate } from '../case/send-case.js';
import type { CaseTools } from '../case/tools.js';
import type { HeldSession } from './held-session.js';
import { isRecordedAnew } from './recordings.js';
import { defaultProxyOf } from './default-proxy.js';
import { move } from './set-up.js';
import { settledRead } from './settled-read.js';
import { moveAway, updatesTowards } from './starting-state.js';

/** A held session, prepared for a case. */
export interface Prepared {
  /** The state that the case starts from. */
  readonly before: JsonObject;
  readonly body: Json | undefined;
  readonly effects: Effects;
  /** What another body would do to that state. */
  readonly effectsOn: (body: Json | undefined) => Effects;
  /** The reads that showed the state; their findings belong to the case. So do set-up updates that did too much. */
  readonly reads: readonly Exchange[];
  /** What updates that brought the session into its state changed besides. */
  readonly found: readonly Finding[];
}

/** Brings a session into the state that a case starts from. @returns why that failed, where it did. */
export async function prepare(
  testCase: ContractCase,
  session: HeldSession,
  tools: CaseTools,
): Promise<Prepared | CaseRun> {
  const { leases } = tools;
  const reads: Exchange[] = [];
  const found: Finding[] = [];
  /** What was recorded before the session was first resized. */
  let recordings: readonly Recording[] | undefined;
  const look = async (): Promise<JsonObject | undefined> => {
    const settled = await settledRead(session, tools, () => []);
    reads.push(...settled.reads);
    session.state = settled.seen?.state;
    return session.state;
  };
  const failed = (blocked: string): CaseRun => {
    session.state = undefined;
    const singly = reads.flatMap((read) => (read.purpose === 'read' ? judgeRead(read, tools.reads) : []));
    return { exchanges: reads, findings: byImportance([...found, ...singly]), blocked };
  };
  /** What comes of a case that is not sent: of its set-up, what that changed besides. */
  const ended = (why: Parameters<typeof unsent>[0]): CaseRun =>
    found.length === 0 ? unsent(why) : { exchanges: reads, findings: found, ...why };
  /** @returns why it failed; undefined where the session shows what it led to. */
  const moved = async (update: Json | undefined, from: JsonObject): Promise<CaseRun | undefined> => {
    const isResize = isObject(update) && 'viewport' in update;
    if (isResize && session.browser.kind.recording) recordings ??= await leases.recordings(session.browser);
    const made = await move(session, update, from, tools);
    if ('why' in made) return failed(made.why);
    reads.push(...made.exchanges);
    found.push(...made.findings);
    session.state = made.state;
    return made.state === undefined ? failed('the session could not be read after its set-up') : undefined;
  };

  let state = session.state ?? (await look());
  if (state === undefined) return failed('the session could not be read before the case');
  const mayHaveProfile = session.mayHaveProfile === true || isCreatedWithProfile(session.browser.kind);
  const updates = updatesTowards(testCase.start, state, mayHaveProfile);
  for (const update of updates) {
    const filled = await fill(update, { ...tools, state });
    if ('unfilled' in filled) return failed(`this API has no ${filled.unfilled} for the starting state`);
    const invalid = invalidUpdate(filled.body === undefined ? [] : [filled.body], tools);
    if (invalid !== undefined) return ended(invalid);
    const failure = await moved(filled.body, state);
    if (failure !== undefined) return failure;
    if (isObject(update) && 'profile' in update) session.mayHaveProfile = true;
    state = session.state ?? state;
  }

  const filled = await fill(testCase.body, { ...tools, state });
  if ('unfilled' in filled)
    return ended({ unverified: `this API has nothing to send for ${filled.unfilled}` });
  const { unique = [] } = testCase;
  const isValid = (one: Json): boolean => tools.requestProblems(one).length === 0;
  const body = freshened(filled.body, unique, isValid);
  const stale = unique.find((path) => isTextAt(body, path) && sameJson(body, filled.body));
  if (stale !== undefined) return ended({ unverified: `no new value can be made for ${stale}` });
  const contradiction = falseClaim(testCase, body, tools);
  if (contradiction !== undefined) return ended(contradiction);
  const named = await profileNamedIn(body, testCase, leases);
  const declared = declaredBy(tools);
  const effectsFrom = (start: JsonObject, update: Json | undefined): Effects =>
    effectsOf(update, {
      before: start,
      profileId: (name) => (name === named?.name ? named.id : undefined),
      profileName: (id) => (id === named?.id ? named.name : undefined),
      ...defaultProxyOf(tools),
      ...declared,
    });

  const known = state;
  const ignored = isAboutReadOnly(testCase) ? effectsFrom(state, body).ignored : undefined;
  if (ignored?.every(({ path, value }) => sameJson(valueAt(known, path.split('.')), value)) === true) {
    return ended({ unverified: 'the session shows this value already, sent or not' });
  }

  const mayMove = testCase.intent !== 'observe' && testCase.start.repeated !== true;
  const away = mayMove ? moveAway(effectsFrom(state, body), state, session.browser) : undefined;
  if (away !== undefined) {
    const invalid = invalidUpdate([away], tools);
    if (invalid !== undefined) return ended(invalid);
    const failure = await moved(away, state);
    if (failure !== undefined) return failure;
    state = session.state ?? state;
  }
  if (recordings !== undefined && !(await isRecordedAnew(session, recordings, tools))) {
    return failed('nothing is recorded any more after its set-up');
  }
  const before = state;
  const effectsOn = (other: Json | undefined): Effects => effectsFrom(before, other);
  return { before, body, effects: effectsOn(body), effectsOn, reads, found };
}

function isTextAt(body: Json | undefined, path: string): boolean {
  const value = valueAt(body, path.split('.'));
  return typeof value === 'string' && value !== '';
}
