import { createWaits } from '../../api/unavailable-now.js';
import { declaredBy } from '../../checks/declared.js';
import { effectsOf } from '../../checks/effects.js';
import { judgeAftermath } from '../../checks/judge.js';
import type { Shown } from '../../checks/subject.js';
import { operationOf } from '../../contract/operation.js';
import type { Exchange } from '../../model/exchange.js';
import type { Finding } from '../../model/finding.js';
import type { Json, JsonObject } from '../../model/json.js';
import type { CaseTools } from '../case/tools.js';
import { defaultProxyOf } from './default-proxy.js';
import { comparedWith, shownBy, type HeldSession } from './held-session.js';
import { sessionPath } from './read-session.js';
import { readUntilAgreed } from './settled-read.js';

/** Where an update that no case asserts has led to. */
interface Moved {
  /** Undefined where no read shows the session. */
  readonly state: JsonObject | undefined;
  /** The reads; and the update, where it did too much. */
  readonly exchanges: readonly Exchange[];
  /** What it changed besides what it names. What it did not take on, the cases about that member see. */
  readonly findings: readonly Finding[];
}

/** A set-up names profiles by their ids, and what they are called is for the cases about them. */
const NO_PROFILES = { profileId: () => undefined, profileName: () => undefined };

/**
 * Sends an update that no case asserts, and looks at what it did; its answer is for the cases that assert one.
 * @returns why it was of no use, where it was not.
 */
export async function move(
  session: HeldSession,
  update: Json | undefined,
  before: JsonObject,
  tools: CaseTools,
): Promise<Moved | { readonly why: string }> {
  const made = await setUp(session, update, tools);
  if ('why' in made) return made;
  const { answer, exchange } = made;
  const know = { before, ...NO_PROFILES, ...defaultProxyOf(tools), ...declaredBy(tools) };
  const effects = effectsOf(update, know);
  const known = { ...comparedWith(session, before, tools), effects, answer: undefined, accepted: true };
  const judge = (after: Shown | undefined): Finding[] =>
    judgeAftermath({ ...known, after }).filter(({ check }) => check === 'frame');
  const { after, findings, reads } = await readUntilAgreed(session, tools, judge, { shown: answer });
  return { state: after?.state, findings, exchanges: findings.length > 0 ? [exchange, ...reads] : reads };
}

/** Sends an update that no case asserts. @returns the session that its answer shows, or why it was of no use. */
export async function setUp(
  { browser }: Pick<HeldSession, 'browser'>,
  update: Json | undefined,
  tools: CaseTools,
): Promise<{ readonly exchange: Exchange; readonly answer: Shown | undefined } | { readonly why: string }> {
  const body = JSON.stringify(update);
  const send = async (): Promise<Exchange> => {
    const sent = await tools.client.send({
      method: 'PATCH',
      path: sessionPath(browser.id),
      purpose: 'set-up',
      credential: 'full key',
      contentType: operationOf(tools.document).body?.mediaType ?? 'application/json',
      body,
    });
    tools.journal({ type: 'exchange', exchange: sent });
    return sent;
  };
  const mayAskAgain = createWaits();
  let exchange = await send();
  while (await mayAskAgain(exchange.response?.status, exchange.response?.headers ?? {})) {
    exchange = await send();
  }
  if (exchange.response?.status === 200) return { exchange, answer: shownBy(tools, exchange) };
  const got = exchange.response === undefined ? exchange.failure : `status ${exchange.response.status}`;
  return { why: `the session could not be brought into its starting state by ${body}: ${got ?? ''}` };
}
