import type { SessionKind } from '../../api/leases/leases.js';
import { SetUpFailed, Unavailable } from '../../api/leases/set-up-errors.js';
import { noteDrift } from '../case/drift.js';
import { runBurst } from '../procedures/burst.js';
import { runBesideBystander } from '../procedures/bystander.js';
import { isHeld, type ContractCase, type Procedure } from '../../model/contract-case.js';
import { runDerivedRates } from '../procedures/derived-rates.js';
import { runFieldsAtOnce } from '../procedures/fields-at-once.js';
import { runAlone } from '../procedures/run-alone.js';
import { runOnSession } from '../procedures/run-on-session.js';
import { runSegments } from '../procedures/segments.js';
import { hasProfile } from '../session/starting-state.js';
import { isWornOut, type HeldSession } from '../session/held-session.js';
import { isRecorded } from '../session/recordings.js';
import { missing } from '../case/prerequisites.js';
import { endedByItself, isKeyRefused, KEY_REFUSED, MAY_END } from './second-look.js';
import { createQueue, type Holding } from './queue.js';
import type { CaseResult } from '../../model/run-record.js';
import type { CaseRun } from '../case/send-case.js';
import type { Tools } from '../case/tools.js';
import { resultOf, untried } from '../case/verdict.js';

/** So many cases in a row that could not be judged mean that the target is gone: the rest is not tried. */
const HOPELESS_AFTER = 5;

const ON_ONE_SESSION: Readonly<Record<Exclude<Procedure, 'bystander'>, typeof runOnSession>> = {
  single: runOnSession,
  burst: runBurst,
  'fields at once': runFieldsAtOnce,
  'derived rates': runDerivedRates,
  segments: runSegments,
};

/** Said to the tests whose cases a stop kept from running. */
export class NeverRan extends Error {
  override readonly name = 'NeverRan';
}

export interface Workers {
  /** The result of a case, once it is there. @throws NeverRan when the run was stopped before. */
  result(id: string): Promise<CaseResult>;
  /** Starts no further case. What is under way comes to its end, and every session is released. */
  stop(why: string): void;
  /** Settles when every worker has ended and released its session. */
  readonly finished: Promise<void>;
}

interface Deferred {
  readonly promise: Promise<CaseResult>;
  readonly resolve: (result: CaseResult) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Runs the cases side by side, each worker holding at most one session at a time. A worker keeps its session for the
 * next case as long as the last read left its state known.
 */
export function startWorkers(cases: readonly ContractCase[], count: number, tools: Tools): Workers {
  const waiting = new Map<string, Deferred>(cases.map((testCase) => [testCase.id, deferred()]));
  const queue = createQueue(cases);
  /** Two workers that each hold one browser and wait for a second would wait for ever. */
  const takingTwo = createTurns();
  let stopped: string | undefined;
  let unjudgedInARow = 0;
  let hopeless: string | undefined;
  let ended = 0;

  const settle = (testCase: ContractCase, result: CaseResult): void => {
    unjudgedInARow = result.verdict === 'blocked' ? unjudgedInARow + 1 : 0;
    if (unjudgedInARow >= HOPELESS_AFTER) {
      hopeless ??= `not tried, since ${unjudgedInARow} cases in a row could not be judged; the last: ${result.reason}`;
    }
    try {
      for (const exchange of result.exchanges) noteDrift(exchange, result.id, tools, tools.journal);
      tools.journal({ type: 'result', result });
    } catch (error) {
      // A body may be nested more deeply than any text can be made of it: its case ends all the same.
      result = resultOf(
        testCase,
        { exchanges: [], findings: [], suiteError: `its result could not be told: ${String(error)}` },
        0,
      );
      tools.journal({ type: 'result', result });
    }
    waiting.get(result.id)?.resolve(result);
  };

  const worker = async (_: unknown, number: number): Promise<void> => {
    let held: HeldSession | undefined;
    const letGo = async (): Promise<void> => {
      if (held !== undefined) await tools.leases.release(held.browser);
      held = undefined;
    };
    /** The session for a case: the one held, if it is of the right kind and its state is known, or a fresh one. */
    const hold = async (testCase: ContractCase): Promise<HeldSession> => {
      if (held !== undefined && serves(held, testCase)) {
        if (!testCase.session.recording || (await isStillRecorded(held, testCase))) return held;
      }
      await letGo();
      const browser = await tools.leases.browser(testCase.session, testCase.id);
      held = { browser, state: undefined };
      return held;
    };
    const isStillRecorded = async (session: HeldSession, testCase: ContractCase): Promise<boolean> => {
      try {
        return await isRecorded(session, testCase.id, tools);
      } catch (error) {
        if (error instanceof SetUpFailed) return false; // it may have ended by itself
        throw error;
      }
    };
    const send = async (testCase: ContractCase): Promise<CaseRun> => {
      if (testCase.target === 'deleted session') await letGo(); // nobody waits for a browser while holding one
      if (!isHeld(testCase)) return runAlone(testCase, tools);
      const procedure = testCase.procedure;
      if (procedure !== 'bystander') return onLivingSession(testCase, ON_ONE_SESSION[procedure]);
      await letGo();
      return takingTwo.run(() => onLivingSession(testCase, runBesideBystander));
    };
    /** Runs a case; where its session ended by itself, once more on a fresh one, and that result stands. */
    const onLivingSession = async (
      testCase: ContractCase,
      procedure: typeof runOnSession,
    ): Promise<CaseRun> => {
      const session = await hold(testCase);
      const ran = await orBlocked(() => procedure(testCase, session, tools), session);
      if (ended >= MAY_END || !(await endedByItself(ran, session, testCase, tools))) return ran;
      ended += 1;
      for (const exchange of ran.exchanges) tools.journal({ type: 'exchange', exchange });
      const what = 'a session ended by itself; the case on it was run again on another';
      tools.journal({ type: 'drift', what, caseId: testCase.id });
      await letGo();
      return procedure(testCase, await hold(testCase), tools);
    };
    const run = async (testCase: ContractCase): Promise<CaseResult> => {
      const started = performance.now();
      try {
        const lacking = await missing(testCase, tools);
        if (lacking !== undefined) return untried(testCase, 'not verified', lacking);
        const sent = await send(testCase);
        if (await isKeyRefused(sent.exchanges, testCase.id, tools)) {
          hopeless ??= KEY_REFUSED;
          const findings = sent.findings.filter(
            ({ exchange }) => sent.exchanges[exchange]?.response?.status !== 401,
          );
          return resultOf(testCase, { ...sent, findings, blocked: hopeless }, performance.now() - started);
        }
        const findings = sent.findings.filter(({ check }) => check !== tools.switchedOff);
        return resultOf(testCase, { ...sent, findings }, performance.now() - started);
      } catch (error) {
        if (error instanceof Unavailable) return untried(testCase, 'not verified', error.message);
        if (error instanceof SetUpFailed) return untried(testCase, 'blocked', error.message);
        const suiteError = error instanceof Error ? (error.stack ?? error.message) : String(error);
        return resultOf(testCase, { exchanges: [], findings: [], suiteError }, performance.now() - started);
      }
    };
    for (;;) {
      const testCase = stopped === undefined ? queue.next(number, holding(held)) : undefined;
      if (testCase === undefined) break;
      settle(testCase, hopeless === undefined ? await run(testCase) : untried(testCase, 'blocked', hopeless));
    }
    await letGo();
  };

  const workers = Array.from({ length: Math.min(count, cases.length) }, worker);
  const finished = Promise.all(workers)
    .finally(() => {
      for (const testCase of cases)
        waiting.get(testCase.id)?.reject(new NeverRan(stopped ?? 'the workers ended before it'));
    })
    .then(() => undefined);

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

/** A procedure whose set-up failed on its way could not judge anything, and nobody knows the state of its session. */
async function orBlocked(procedure: () => Promise<CaseRun>, session: HeldSession): Promise<CaseRun> {
  try {
    return await procedure();
  } catch (error) {
    if (!(error instanceof SetUpFailed)) throw error;
    session.state = undefined;
    return { exchanges: [], findings: [], blocked: error.message };
  }
}

/** Is the session of the right kind, its state known, and without a profile where it must be? */
function serves(held: HeldSession, testCase: ContractCase): boolean {
  if (isWornOut(held) || !sameKind(held.browser.kind, testCase.session)) return false;
  return testCase.start.profile !== 'none' || held.state === undefined || !hasProfile(held.state);
}

function holding(held: HeldSession | undefined): Holding | undefined {
  if (held?.state === undefined) return undefined;
  return { kind: held.browser.kind, hasProfile: hasProfile(held.state) };
}

function createTurns(): { run<T>(work: () => Promise<T>): Promise<T> } {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(work) {
      const mine = last.then(work, work);
      last = mine.catch(() => undefined);
      return mine;
    },
  };
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
