import { setTimeout as sleep } from 'node:timers/promises';
import type { Json } from '../../src/model/json.js';
import { inWords, type ExploreFinding } from './finding.js';
import { judgeExchange } from '../../src/checks/judge.js';
import { observable, strangerOf, type Observable } from '../../src/checks/session-state.js';
import { shown } from '../../src/report/shown.js';
import { memberClause, type Shown } from '../../src/checks/subject.js';
import { unjudged } from '../../src/run/case/case-run.js';
import { driftIn } from '../../src/run/case/drift.js';
import { GONE_WITHIN_MS } from '../../src/run/procedures/alone.js';
import { shownBy } from '../../src/run/session/held-session.js';
import { readListed } from '../../src/run/session/read-listed.js';
import { readSession, sessionPath } from '../../src/run/session/read-session.js';
import { behind, LAG_ALLOWED_MS } from '../../src/run/session/settled-read.js';
import type { CaseTools } from '../../src/run/case/tools.js';
import type { Credential } from '../../src/model/credential.js';
import type { Exchange } from '../../src/model/exchange.js';
import { poll } from '../../src/api/poll.js';
import { plain, type Encoding } from './encoding.js';
import { Blocked, failOn, StepFailed } from './step-failed.js';

/** How an exploration talks to the API: every exchange is counted, and one that cannot be judged is not passed on. */
export interface Wire {
  /** Requests so far, those included that were answered with 429. */
  readonly requests: number;
  /** Has any answer ever shown this member of a session? */
  readonly hasShown: (name: string) => boolean;
  /** Sends an update that is judged. @throws Blocked where no whole answer came. */
  update(sessionId: string, encoding: Encoding, credential: Credential): Promise<Exchange>;
  /** Sends an update that nobody judges. @returns whether it was accepted. @throws Blocked */
  setUp(sessionId: string, body: Json): Promise<boolean>;
  /**
   * The members that a read shows; undefined where it shows none. A read that is not right is read again for as long
   * as a lag is allowed.
   * @throws Blocked
   */
  look(sessionId: string, isRight: (seen: Observable) => boolean): Promise<Observable | undefined>;
  /** A session as the list of all shows it; undefined where there is no such list, or it leaves the session out. */
  listed(sessionId: string): Promise<Shown | undefined>;
  /** What a read shows under an id that is no session's, if it shows a session. @throws Blocked */
  strayRead(sessionId: string): Promise<Exchange>;
  /** The members that the first read of a session shows. @throws StepFailed, Blocked */
  firstRead(sessionId: string): Promise<Observable>;
  /**
   * Reads a session until nothing is wrong with what the read shows, for as long as a lag is allowed.
   * @param judge what is wrong with what is shown.
   */
  settledRead(sessionId: string, judge: (seen: Shown) => ExploreFinding[], how?: Settling): Promise<Settled>;
  /** Is a session that was deleted not shown any more, or as deleted, within the lag that is allowed? @throws Blocked */
  isGone(sessionId: string): Promise<boolean>;
  /** While a failure is made smaller, waits are cut to what the API has been seen to need. */
  hurry(): void;
}

/** What the last read of a session shows, and what is wrong with it. */
interface Settled {
  readonly seen: Shown | undefined;
  readonly findings: readonly ExploreFinding[];
  /** All reads. */
  readonly reads: readonly Exchange[];
}

/** What is known of a read before it is taken. */
export interface Settling {
  /** The step has failed already: one read shows the rest. */
  readonly failed?: boolean;
  /** What the answer to an accepted update showed: a read that shows less lags behind, right or wrong. */
  readonly answer?: Shown | undefined;
  /**
   * More than one state is right: a read that lags behind could not be distinguished from one that does not, so the read waits
   * as long as reads were seen to lag.
   */
  readonly ambiguous?: boolean;
  /** So many reads one after the other have to be right, each of which may come from another replica; 1 if left out. */
  readonly inARow?: number;
}

const FIRST_READ = 'a read of a new session, before any update';

/** While a failure is made smaller, a lag is waited for at least so long. */
const SHORTEST_LAG_ALLOWED_MS = 150;

/** @param tools those of an open target. */
export function createWire(tools: CaseTools): Wire {
  let requests = 0;
  const everShown = new Set<string>();
  let longestLag = 0;
  const longestAllowed = tools.lagMs ?? LAG_ALLOWED_MS;
  let allowed = longestAllowed;
  let goneWithin = tools.lagMs ?? GONE_WITHIN_MS;
  const schema = tools.reads.schemaOf(200) ?? tools.reads.pointer;

  const taken = (exchange: Exchange): Exchange => {
    requests += 1 + exchange.throttled;
    const { blocked } = unjudged([exchange]);
    if (blocked !== undefined) throw new Blocked(blocked);
    for (const drift of driftIn(exchange, tools)) tools.noteDrift(drift);
    for (const name of Object.keys(shownBy(tools, exchange)?.state ?? {})) everShown.add(name);
    return exchange;
  };
  const patch = async (
    sessionId: string,
    { text, contentType, wire }: Encoding,
    credential: Credential,
    purpose: 'asserted' | 'set-up',
  ): Promise<Exchange> =>
    taken(
      await tools.client.send({
        method: 'PATCH',
        path: sessionPath(sessionId),
        purpose,
        credential,
        ...(contentType === undefined ? {} : { contentType }),
        ...(text === undefined ? {} : { body: text }),
        ...(wire === undefined ? {} : { wire }),
      }),
    );
  const read = async (sessionId: string): Promise<Exchange> => taken(await readSession(sessionId, tools));

  const looking = (sessionId: string) => async (): Promise<Observable | undefined> =>
    shownBy(tools, await read(sessionId))?.members;

  return {
    get requests() {
      return requests;
    },
    hasShown: (name) => everShown.has(name),
    update: (sessionId, encoding, credential) => patch(sessionId, encoding, credential, 'asserted'),
    async setUp(sessionId, body) {
      return (await patch(sessionId, plain(body), 'full key', 'set-up')).response?.status === 200;
    },
    async look(sessionId, isRight) {
      return (await poll(looking(sessionId), (seen) => seen === undefined || isRight(seen), allowed)).seen;
    },
    async firstRead(sessionId) {
      const exchange = await read(sessionId);
      const seen = shownBy(tools, exchange);
      const stranger = seen === undefined ? [] : strangerOf(sessionId, seen.state, []);
      const findings = [
        ...inWords(judgeExchange(exchange, [200], tools.reads)),
        ...stranger.map(({ path, before, after }): ExploreFinding => {
          const because = `${path} is ${shown(after)}, read was the session ${shown(before)}`;
          return {
            check: 'frame',
            severity: 'breach',
            clause: memberClause(schema, path),
            because,
            exchange,
          };
        }),
      ];
      if (findings.length === 0 && seen === undefined) {
        throw new Blocked(`the session ${sessionId} could not be read after its creation`);
      }
      failOn(findings, { exchanges: [exchange], expected: [200], sentence: FIRST_READ }, undefined, {
        tools,
      });
      if (seen === undefined) throw new StepFailed(findings, [exchange], [200], FIRST_READ);
      return seen.members;
    },
    async listed(sessionId) {
      const { state, exchange } = await readListed(sessionId, tools);
      requests += 1 + exchange.throttled;
      return state === undefined ? undefined : { state, members: observable(state, []), exchange };
    },
    strayRead: read,
    async settledRead(sessionId, judge, { failed = false, answer, ambiguous = false, inARow = 1 } = {}) {
      const reads: Exchange[] = [];
      if (ambiguous && longestLag > 0) await sleep(2 * longestLag);
      const once = async () => {
        const exchange = await read(sessionId);
        const seen = shownBy(tools, exchange);
        reads.push(exchange);
        const itself = inWords(judgeExchange(exchange, [200], tools.reads));
        return { seen, itself, findings: seen === undefined ? [] : judge(seen) };
      };
      const look = async () => {
        let looked = await once();
        for (let count = 1; count < inARow && looked.findings.length === 0; count += 1) looked = await once();
        return looked;
      };
      const lags = behind(answer);
      const polled = await poll(
        look,
        ({ seen, itself, findings }) =>
          itself.length > 0 || (findings.length === 0 && (seen === undefined || lags(seen).length === 0)),
        failed ? 0 : allowed,
      );
      const { seen, itself, findings } = polled.seen;
      if (polled.right && polled.looks > 1) {
        longestLag = Math.max(longestLag, polled.ms);
        tools.journal({ type: 'lag', ms: Math.round(polled.ms) });
      }
      return { seen, findings: [...itself, ...findings], reads };
    },
    async isGone(sessionId) {
      const isOver = (seen: Observable | undefined) => seen === undefined || seen.has('deleted_at');
      return (await poll(looking(sessionId), isOver, goneWithin)).right;
    },
    hurry() {
      allowed = Math.min(longestAllowed, Math.max(SHORTEST_LAG_ALLOWED_MS, 4 * longestLag));
      goneWithin = allowed;
    },
  };
}
