import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isObject, type Json } from '../contract/json.js';
import { effectsOf } from '../judge/effects.js';
import type { Finding } from '../judge/finding.js';
import { byImportance, judgeAftermath, judgeExchange } from '../judge/judge.js';
import { observable } from '../judge/session-state.js';
import type { Aftermath, Shown } from '../judge/subject.js';
import type { Exchange } from '../target/exchange.js';
import type { ContractCase } from './contract-case.js';
import { readSession, sessionPath, shownBy, type HeldSession } from './held-session.js';
import { fill } from './placeholders.js';
import { moveAway } from './starting-state.js';
import type { Tools } from './tools.js';

/** What came of sending a case: exchanges, findings, and what kept it from being judged, if anything. */
export interface CaseRun {
  readonly exchanges: readonly Exchange[];
  readonly findings: readonly Finding[];
  /** Why the case could not be judged; findings may stand beside it. */
  readonly blocked?: string;
  /** Why the suite's own case is wrong. */
  readonly defect?: string;
}

/** A read-back that disagrees is read again for so long before it is a finding. */
const LAG_ALLOWED_MS = 2000;

/** Ids that nobody has: the shape of a real one. */
function unknownId(): string {
  return `z${randomBytes(12).toString('hex').slice(0, 23)}`;
}

/** Sends a case that stands on no session of ours: one exchange, judged by itself. */
export async function runAlone(one: ContractCase, tools: Tools): Promise<CaseRun> {
  const id = one.to === 'failing session' ? tools.target.failingBrowserId : unknownId();
  const body = one.body === undefined ? undefined : fill(one.body, { '<unknown id>': unknownId() });
  const defect = falseClaim(one, body, tools);
  if (defect !== undefined) return { exchanges: [], findings: [], defect };
  const exchange = await sendCase(one, id ?? '', body, tools);
  return {
    exchanges: [exchange],
    findings: byImportance(judgeExchange(exchange, 0, one.statuses, tools.answers)),
    ...unjudged([exchange]),
  };
}

/**
 * Sends a case to a held session and judges the answer and what it did. Leaves in `session.state` what the last read
 * showed, for the next case; undefined where the session is not fit for one.
 */
export async function runOnSession(one: ContractCase, session: HeldSession, tools: Tools): Promise<CaseRun> {
  const { browser } = session;
  const reads: Exchange[] = [];
  const read = async (): Promise<Exchange> => {
    const exchange = await readSession(tools, browser.id, one.id);
    reads.push(exchange);
    return exchange;
  };
  /** The asserted exchange is listed first, so a read has the index of its place after it. */
  const judgedReads = (offset: number): Finding[] =>
    reads.flatMap((exchange, index) => judgeExchange(exchange, index + offset, [200], tools.reads));
  const startOver = (why: string): CaseRun => {
    session.state = undefined;
    return { exchanges: reads, findings: byImportance(judgedReads(0)), blocked: why };
  };

  session.state ??= shownBy(tools, await read(), 0)?.state;
  if (session.state === undefined) return startOver('the session could not be read before the case');

  const placeholders = { '<unknown id>': unknownId(), ...(await proxiesFor(session, one, tools)) };
  const body = one.body === undefined ? undefined : fill(one.body, placeholders);
  const defect = falseClaim(one, body, tools);
  if (defect !== undefined) return { exchanges: reads, findings: [], defect };

  const effects = () =>
    effectsOf(body, {
      before: session.state ?? {},
      profileId: () => undefined,
      declares: (member) => tools.reads.undeclared(200, { [member]: null }).length === 0,
    });
  const away = one.intent === 'accept' ? moveAway(effects(), session.state, browser) : undefined;
  if (away !== undefined) {
    const moved = await tools.client.send({
      method: 'PATCH',
      path: sessionPath(browser.id),
      purpose: 'set-up',
      caseId: one.id,
      credential: { key: 'full' },
      contentType: 'application/json',
      body: JSON.stringify(away),
    });
    tools.journal({ type: 'exchange', exchange: moved });
    session.state = moved.response?.status === 200 ? shownBy(tools, await read(), 0)?.state : undefined;
    if (session.state === undefined)
      return startOver('the session could not be moved to another starting state');
  }

  const before = session.state;
  session.state = undefined; // until a read says otherwise
  const exchange = await sendCase(one, browser.id, body, tools);
  const status = exchange.response?.status ?? 0;
  const answered = judgeExchange(exchange, 0, one.statuses, tools.answers);
  const accepted = status >= 200 && status < 300 && one.statuses.includes(status);
  const aftermath = (after: Shown | undefined): Aftermath => ({
    sessionId: browser.id,
    before: observable(before, tools.reads.undeclared(200, before)),
    answer: accepted ? shownBy(tools, exchange, 0) : undefined,
    after,
    effects: effectsOf(body, {
      before,
      profileId: () => undefined,
      declares: (member) => tools.reads.undeclared(200, { [member]: null }).length === 0,
    }),
    schema: tools.reads.schemaOf(200) ?? tools.reads.pointer,
    accepted,
  });

  let findings: Finding[] = [];
  const firstRead = performance.now();
  for (let wait = 50; ; wait *= 2) {
    const after = shownBy(tools, await read(), reads.length);
    findings = one.intent === 'observe' ? [] : judgeAftermath(aftermath(after));
    session.state = after?.state;
    const lag = performance.now() - firstRead;
    const disagrees = findings.some((finding) => finding.exchange !== 0) && after !== undefined;
    if (!disagrees || lag + wait > LAG_ALLOWED_MS) {
      if (!disagrees && wait > 50) tools.journal({ type: 'lag', ms: Math.round(lag) });
      break;
    }
    await sleep(wait);
  }
  const all = [exchange, ...reads];
  return {
    exchanges: all,
    findings: byImportance([...answered, ...judgedReads(1), ...findings]),
    ...unjudged(all),
  };
}

function sendCase(
  one: ContractCase,
  sessionId: string,
  body: Json | undefined,
  { client }: Tools,
): Promise<Exchange> {
  return client.send({
    method: 'PATCH',
    path: sessionPath(sessionId),
    purpose: 'asserted',
    caseId: one.id,
    credential: one.credential,
    ...(one.contentType === undefined ? {} : { contentType: one.contentType }),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** Proxies that a body may name: another one than the session has now. */
async function proxiesFor(
  session: HeldSession,
  one: ContractCase,
  { leases }: Tools,
): Promise<Record<string, string>> {
  if (!one.needs.includes('proxies')) return {};
  const ids = await leases.proxies(one.id);
  const present = session.state?.proxy_id;
  const other = ids.find((id) => id !== present);
  return other === undefined ? {} : { '<other proxy>': other };
}

/** A body that does not keep what its case claims of it is a mistake of this suite, not of the API. */
function falseClaim(one: ContractCase, body: Json | undefined, tools: Tools): string | undefined {
  if (one.claim === 'nothing') return undefined;
  const faults = tools.requestFaults(body ?? null);
  if (one.claim === 'fits the schema' && faults.length > 0) {
    return `the case calls its body valid, but by the document ${faults.join('; ')}`;
  }
  if (one.claim === 'breaks the schema' && faults.length === 0) {
    return `the case says that its body breaks the schema, but by the document it fits${isObject(body) ? '' : ' although it is no object'}`;
  }
  return undefined;
}

/** An exchange without an answer, or one that is still throttled, judges nobody. */
function unjudged(exchanges: readonly Exchange[]): { blocked?: string } {
  const failed = exchanges.find((exchange) => exchange.failure !== undefined);
  if (failed !== undefined) return { blocked: `${failed.request.method}: ${failed.failure ?? ''}` };
  const throttled = exchanges.find((exchange) => exchange.response?.status === 429);
  if (throttled === undefined) return {};
  const after = throttled.response?.headers['retry-after'];
  return {
    blocked: `the API answered 429 (rate limit) ${throttled.throttled} times${after === undefined ? '' : `, last with Retry-After ${after}`}`,
  };
}
