import { setTimeout as sleep } from 'node:timers/promises';
import { isObject, valueAt, type Json, type JsonObject } from '../contract/json.js';
import { effectsOf, type Effects } from '../judge/effects.js';
import type { Finding } from '../judge/finding.js';
import { byImportance, judgeAftermath, judgeExchange } from '../judge/judge.js';
import { observable } from '../judge/session-state.js';
import type { Shown } from '../judge/subject.js';
import type { Exchange } from '../target/exchange.js';
import type { ContractCase } from './contract-case.js';
import { readSession, sessionPath, shownBy, type HeldSession } from './held-session.js';
import { fill, type Placeholders } from './placeholders.js';
import { falseClaim, sendCase, unjudged, unknownId, type CaseRun } from './send-case.js';
import { moveAway, updatesTowards } from './starting-state.js';
import type { Tools } from './tools.js';

/** A read-back that disagrees is read again for so long before it is a finding, unless the run says otherwise. */
const LAG_ALLOWED_MS = 2000;

/** A held session, prepared for a case. */
export interface Prepared {
  /** The state that the case starts from. */
  readonly before: JsonObject;
  readonly body: Json | undefined;
  readonly effects: Effects;
  /** The reads that told the state; their findings belong to the case. */
  readonly reads: readonly Exchange[];
}

/**
 * Sends a case to a held session and judges the answer and what it did. Leaves in `session.state` what the last read
 * showed, for the next case; undefined where the session is not fit for one.
 */
export async function runOnSession(one: ContractCase, session: HeldSession, tools: Tools): Promise<CaseRun> {
  const prepared = await prepare(one, session, tools);
  if (!('before' in prepared)) return prepared;
  const { before, body, effects } = prepared;
  const reads = [...prepared.reads];

  session.state = undefined; // until a read says otherwise
  const exchange = await sendCase(one, pathOf(one, session.browser.id), body, tools);
  const status = exchange.response?.status ?? 0;
  const accepted = status >= 200 && status < 300 && one.statuses.includes(status);
  const aftermath = {
    sessionId: session.browser.id,
    before: observable(before, tools.reads.undeclared(200, before)),
    answer: accepted ? shownBy(tools, exchange, 0) : undefined,
    effects,
    schema: tools.reads.schemaOf(200) ?? tools.reads.pointer,
    accepted,
  };
  const { after, findings } = await readUntilAgreed(one, session, reads, tools, (seen) =>
    one.intent === 'observe' ? [] : judgeAftermath({ ...aftermath, after: seen }),
  );
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

/**
 * Reads a session until nothing in the read is a finding any more, for as long as a lag is allowed.
 * @param reads every read is added here; the asserted exchange goes before them, so the last has the index of its length.
 * @param judge what is wrong with what a read shows.
 */
export async function readUntilAgreed(
  one: ContractCase,
  session: HeldSession,
  reads: Exchange[],
  tools: Tools,
  judge: (seen: Shown | undefined) => Finding[],
): Promise<{ after: Shown | undefined; findings: Finding[] }> {
  const started = performance.now();
  const allowed = tools.lagMs ?? LAG_ALLOWED_MS;
  for (let wait = 50; ; wait *= 2) {
    const read = await readSession(tools, session.browser.id, one.id);
    reads.push(read);
    const after = shownBy(tools, read, reads.length);
    const findings = judge(after);
    const lag = performance.now() - started;
    const disagrees = after !== undefined && findings.some((finding) => finding.exchange === after.index);
    if (!disagrees && wait > 50) tools.journal({ type: 'lag', ms: Math.round(lag) });
    if (!disagrees || lag + wait > allowed) return { after, findings };
    await sleep(wait);
  }
}

/** Brings a session into the state that a case starts from. @returns why that failed, where it did. */
export async function prepare(
  one: ContractCase,
  session: HeldSession,
  tools: Tools,
): Promise<Prepared | CaseRun> {
  const reads: Exchange[] = [];
  const look = async (): Promise<JsonObject | undefined> => {
    const read = await readSession(tools, session.browser.id, one.id);
    reads.push(read);
    session.state = shownBy(tools, read, 0)?.state;
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
    if (told !== undefined) return failed(told);
    state = await look();
    if (state === undefined) return failed('the session could not be read after its set-up');
  }

  const placeholders = await placeholdersFor(state, one, tools);
  const body = one.body === undefined ? undefined : fill(one.body, placeholders);
  const defect = falseClaim(one, body, tools);
  if (defect !== undefined) return { exchanges: [], findings: [], defect };
  const named = await profileNamedIn(body, one, placeholders, tools);
  const effectsFrom = (before: JsonObject): Effects =>
    effectsOf(body, {
      before,
      profileId: (name) => (name === named?.name ? named.id : undefined),
      declares: (member) => tools.reads.undeclared(200, { [member]: null }).length === 0,
    });

  const mayMove = one.intent === 'accept' && one.start.repeated !== true;
  const away = mayMove ? moveAway(effectsFrom(state), state, session.browser) : undefined;
  if (away !== undefined) {
    const told = await setUp(one, session, away, tools);
    if (told !== undefined) return failed(told);
    state = await look();
    if (state === undefined) return failed('the session could not be read after its set-up');
  }
  return { before: state, body, effects: effectsFrom(state), reads };
}

/** Sends an update that no case asserts. @returns why it was of no use, where it was. */
async function setUp(
  one: ContractCase,
  session: HeldSession,
  update: Json,
  tools: Tools,
): Promise<string | undefined> {
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
  if (exchange.response?.status === 200) return undefined;
  const answer = exchange.response === undefined ? exchange.failure : `status ${exchange.response.status}`;
  return `the session could not be brought into its starting state by ${JSON.stringify(update)}: ${answer ?? ''}`;
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
