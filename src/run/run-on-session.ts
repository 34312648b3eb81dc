import { isObject, valueAt, type Json, type JsonObject } from '../contract/json.js';
import { effectsOf, type Effects } from '../judge/effects.js';
import type { Finding } from '../judge/finding.js';
import { byImportance, judgeAftermath, judgeExchange } from '../judge/judge.js';
import { observable } from '../judge/session-state.js';
import type { Shown } from '../judge/subject.js';
import { succeeded, type Exchange } from '../target/exchange.js';
import type { ContractCase } from './contract-case.js';
import { isRecorded, sessionPath, shownBy, type HeldSession } from './held-session.js';
import { fill, type Placeholders } from './placeholders.js';
import { falseClaim, sendCase, unjudged, unknownId, type CaseRun } from './send-case.js';
import { behind, readUntilAgreed, settledRead } from './settled-read.js';
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

/**
 * Sends a case to a held session and judges the answer and what it did. Leaves in `session.state` what the last read
 * showed, for the next case; undefined where the session is not fit for one.
 */
export async function runOnSession(one: ContractCase, session: HeldSession, tools: Tools): Promise<CaseRun> {
  const prepared = await prepare(one, session, tools);
  return 'before' in prepared ? sendPrepared(one, session, prepared, tools) : prepared;
}

/** The same to a session that is in its starting state. */
export async function sendPrepared(
  one: ContractCase,
  session: HeldSession,
  { before, body, effects, reads: earlier }: Prepared,
  tools: Tools,
): Promise<CaseRun> {
  const reads = [...earlier];

  session.state = undefined; // until a read says otherwise
  const exchange = await sendCase(one, pathOf(one, session.browser.id), body, tools);
  const status = exchange.response?.status ?? 0;
  const applied = succeeded(exchange);
  const accepted = applied && one.statuses.includes(status);
  const answer = accepted ? shownBy(tools, exchange, 0) : undefined;
  const aftermath = {
    sessionId: session.browser.id,
    before: observable(before, tools.reads.undeclared(200, before)),
    answer,
    effects,
    schema: tools.reads.schemaOf(200) ?? tools.reads.pointer,
    accepted,
    ...(one.intent === 'accept' ? { whyUntouched: `the answer was ${status}` } : {}),
  };
  // Neither an answer that was lost nor a wrong kind of success says what was to change.
  const isOpen =
    one.intent === 'observe' ||
    unjudged([exchange]).blocked !== undefined ||
    (one.intent === 'accept' && applied && !accepted);
  const judge = (seen: Shown | undefined): Finding[] =>
    isOpen ? [] : judgeAftermath({ ...aftermath, after: seen });
  const { after, findings } = await readUntilAgreed(one, session, reads, tools, judge, answer);
  session.state = after?.state;

  const all = [exchange, ...reads];
  const judgedReads = reads.flatMap((read, index) => judgeExchange(read, index + 1, [200], tools.reads));
  const answered = judgeExchange(exchange, 0, one.statuses, tools.answers);
  return {
    exchanges: all,
    findings: byImportance([...answered, ...judgedReads, ...findings]),
    ...unjudged(all),
  };
}

/** The path that a case is sent to: the session's own, or one that is nearly its own and nobody's. */
function pathOf({ to }: ContractCase, id: string): string {
  if (typeof to !== 'object' || !('nearly' in to)) return sessionPath(id);
  const nearly = {
    half: id.slice(0, id.length / 2),
    'with a tail': `${id}x`,
    'in upper case': id.toUpperCase(),
    'among blanks': ` ${id} `,
  };
  return sessionPath(nearly[to.nearly]);
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
  if (resized && session.browser.kind.recording && !(await isRecorded(session, one.id, tools))) {
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

/** What exists at run time and a body may name; only what the case needs is made. */
async function placeholdersFor(
  state: JsonObject,
  one: ContractCase,
  { leases }: Tools,
): Promise<Placeholders> {
  const values: Record<string, string> = {
    '<unknown id>': unknownId(),
    '<unknown name>': `nobody-${unknownId()}`,
  };
  if (one.needs.includes('proxies')) {
    const other = (await leases.proxies(one.id)).find((id) => id !== state.proxy_id);
    if (other !== undefined) values['<other proxy>'] = other;
  }
  if (one.needs.includes('profiles')) {
    const loaded = valueAt(state, ['profile', 'id']);
    const [first, ...rest] = await leases.profiles(one.id);
    if (first !== undefined) values['<profile>'] = first.id;
    if (typeof first?.name === 'string') {
      values['<profile name>'] = first.name;
      values['<half a profile name>'] = first.name.slice(0, -1);
    }
    const other = [...rest, ...(first === undefined ? [] : [first])].find(({ id }) => id !== loaded);
    if (other !== undefined) values['<other profile>'] = other.id;
    if (typeof loaded === 'string') values['<loaded profile>'] = loaded;
  }
  return values;
}

/** A profile that an accepted body names exists before it is named, and its id is known. */
async function profileNamedIn(
  body: Json | undefined,
  one: ContractCase,
  placeholders: Placeholders,
  { leases }: Tools,
): Promise<{ name: string; id: string } | undefined> {
  const name = valueAt(body, ['profile', 'name']);
  if (typeof name !== 'string') return undefined;
  if (one.intent !== 'accept') {
    // "No such profile" would be a refusal too: where the API lets a profile have a name that an update must refuse,
    // it is there. Where it does not, the refusal says less, and the case stays what it is.
    if (one.claim === 'breaks the schema') {
      const names = lookalikes(name).map((like) => leases.profileNamed(like, one.id).catch(() => undefined));
      await Promise.all(names);
    }
    return undefined;
  }
  const own = placeholders['<profile>'];
  if (name === placeholders['<profile name>'] && own !== undefined) return { name, id: own };
  return isObject(body) ? { name, id: await leases.profileNamed(name, one.id) } : undefined;
}

/** A refused name, and the names that a lenient server could take it for. */
function lookalikes(name: string): string[] {
  const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '');
  const parts = name.match(/[a-zA-Z0-9._-]+/g) ?? [];
  return [...new Set([name, name.trim(), name.slice(0, 255), plain, ...parts])].filter((one) => one !== '');
}
