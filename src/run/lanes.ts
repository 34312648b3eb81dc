import { SetUpFailed, Unavailable, type SessionKind } from '../target/leases.js';
import { runAlone, runOnSession } from './case-runner.js';
import type { ContractCase } from './contract-case.js';
import { isWornOut, type HeldSession } from './held-session.js';
import { missing } from './prerequisites.js';
import { createQueue } from './queue.js';
import type { CaseResult } from './record.js';
import type { Tools } from './tools.js';
import { resultOf, untried } from './verdict.js';

/** So many cases in a row that could not be judged mean that the target is gone: the rest is not tried. */
const HOPELESS_AFTER = 5;

/** Said to the tests whose cases a stop kept from running. */
export class NeverRan extends Error {
  override readonly name = 'NeverRan';
}

export interface Lanes {
  /** The result of a case, once it is there. @throws NeverRan when the run was stopped before. */
  result(id: string): Promise<CaseResult>;
  /** Starts no further case. What is under way comes to its end, and every session is released. */
  stop(why: string): void;
  /** Settles when every lane has ended and released its session. */
  readonly finished: Promise<void>;
}

interface Deferred {
  readonly promise: Promise<CaseResult>;
  readonly resolve: (result: CaseResult) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Runs the cases side by side, each lane holding at most one session at a time. A lane keeps its session for the
 * next case as long as the last read left its state known.
 */
export function startLanes(cases: readonly ContractCase[], count: number, tools: Tools): Lanes {
  const waiting = new Map<string, Deferred>(cases.map((one) => [one.id, deferred()]));
  const queue = createQueue(cases);
  let stopped: string | undefined;
  let unjudgedInARow = 0;
  let hopeless: string | undefined;

  const settle = (result: CaseResult): void => {
    unjudgedInARow = result.verdict === 'blocked' ? unjudgedInARow + 1 : 0;
    if (unjudgedInARow >= HOPELESS_AFTER) {
      hopeless ??= `not tried, since ${unjudgedInARow} cases in a row could not be judged; the last: ${result.reason}`;
    }
    for (const [index, exchange] of result.exchanges.entries()) noteDrift(index, exchange, result.id, tools);
    tools.journal({ type: 'result', result });
    waiting.get(result.id)?.resolve(result);
  };

  const lane = async (_: unknown, number: number): Promise<void> => {
    let held: HeldSession | undefined;
    const letGo = async (): Promise<void> => {
      if (held !== undefined) await tools.leases.release(held.browser);
      held = undefined;
    };
    /** The session for a case: the one held, if it is of the right kind and its state is known, or a fresh one. */
    const hold = async (kind: SessionKind, caseId: string): Promise<HeldSession> => {
      if (held !== undefined && sameKind(held.browser.kind, kind) && !isWornOut(held)) return held;
      await letGo();
      const browser = await tools.leases.browser(kind, caseId);
      held = { browser, state: undefined };
      return held;
    };
    const run = async (one: ContractCase): Promise<CaseResult> => {
      const started = performance.now();
      try {
        const lacking = await missing(one, tools.document, tools.target, tools.leases);
        if (lacking !== undefined) return untried(one, 'not verified', lacking);
        const ran =
          one.to === 'held session'
            ? await runOnSession(one, await hold(one.from, one.id), tools)
            : await runAlone(one, tools);
        return resultOf(one, ran, performance.now() - started);
      } catch (error) {
        if (error instanceof Unavailable) return untried(one, 'not verified', error.message);
        if (error instanceof SetUpFailed) return untried(one, 'blocked', error.message);
        const defect = error instanceof Error ? (error.stack ?? error.message) : String(error);
        return resultOf(one, { exchanges: [], findings: [], defect }, performance.now() - started);
      }
    };
    for (;;) {
      const one = stopped === undefined ? queue.next(number, held?.browser.kind) : undefined;
      if (one === undefined) break;
      settle(hopeless === undefined ? await run(one) : untried(one, 'blocked', hopeless));
    }
    await letGo();
  };

  const finished = Promise.all(Array.from({ length: Math.min(count, cases.length) }, lane)).then(() => {
    for (const one of cases)
      waiting.get(one.id)?.reject(new NeverRan(stopped ?? 'the lanes ended before it'));
  });

  return {
    result(id) {
      const one = waiting.get(id);
      return one === undefined
        ? Promise.reject(
            new Error(`The case ${id} was not among those that Mocha selected when the run began.`),
          )
        : one.promise;
    },
    stop(why) {
      stopped ??= why;
    },
    finished,
  };
}

function noteDrift(
  index: number,
  exchange: CaseResult['exchanges'][number],
  caseId: string,
  tools: Tools,
): void {
  const { response } = exchange;
  if (response === undefined || response.status === 429) return;
  const contract = index === 0 && exchange.request.method === 'PATCH' ? tools.answers : tools.reads;
  if (!contract.declares(response.status)) {
    tools.journal({ type: 'drift', what: `${exchange.request.method} status ${response.status}`, caseId });
  } else if (response.json !== undefined) {
    for (const path of contract.undeclared(response.status, response.json)) {
      tools.journal({ type: 'drift', what: `${response.status} body ${path}`, caseId });
    }
  }
}

function sameKind(a: SessionKind, b: SessionKind): boolean {
  return a.headless === b.headless && a.stealth === b.stealth && a.recording === b.recording;
}

function deferred(): Deferred {
  let resolve: Deferred['resolve'] = () => undefined;
  let reject: Deferred['reject'] = () => undefined;
  const promise = new Promise<CaseResult>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  promise.catch(() => undefined); // a rejection that no test awaits any more is no news
  return { promise, resolve, reject };
}
