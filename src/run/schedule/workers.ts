import { forgetRaw } from '../../api/redaction/raw-answers.js';
import { isHeld, type ContractCase } from '../../model/case.js';
import type { CaseResult } from '../../model/run-record.js';
import { keyOfKind } from '../../model/session-kind.js';
import { unsent } from '../case/case-run.js';
import { driftIn } from '../case/drift.js';
import type { Tools } from '../case/tools.js';
import { judgingOf, resultOf, untried } from '../case/verdict.js';
import { KEY_REFUSED } from './key-refused.js';
import { createQueue } from './queue.js';
import { createCaseRunner, type Ran } from './run-case.js';
import { createSessionHolder } from './session-holder.js';

/**
 * So many cases in a row that could not be judged mean that the target is gone: the rest is not tried. Where the API has
 * refused their set-up, that says something of their kind of session alone.
 */
const HOPELESS_AFTER = 5;

/** What tests get whose cases were kept from running by a stop. */
export class NeverRan extends Error {
  override readonly name = 'NeverRan';
}

export interface Workers {
  /** The result of a case, once it is there. @throws NeverRan when the run was stopped before. */
  result(id: string): Promise<CaseResult>;
  /** Starts no further case. What is under way ends in order, and every session is released. */
  stop(why: string): void;
  /** Settles when every worker has ended and released its session. */
  readonly finished: Promise<void>;
}

/**
 * Runs the cases side by side, each worker holding at most one session at a time. A worker keeps its session for the
 * next case as long as the last read left its state known.
 */
export function startWorkers(cases: readonly ContractCase[], count: number, tools: Tools): Workers {
  const waiting = new Map(cases.map(({ id }) => [id, deferred<CaseResult>()]));
  const open = [...cases];
  const queue = createQueue(cases);
  const runner = createCaseRunner(tools);
  const stopping = deferred<undefined>();
  let stopped: string | undefined;
  let unjudgedInARow = 0;
  /** Workers that may take a case over. */
  let atWork = Math.min(count, cases.length);
  let hopeless: string | undefined;
  const refusedInARow = new Map<string, number>();
  const hopelessKinds = new Map<string, string>();

  const run = async (testCase: ContractCase, holder: ReturnType<typeof createSessionHolder>) => {
    hopeless ??= tools.limits.reached();
    const why = hopeless ?? hopelessKinds.get(kindOf(testCase));
    if (why !== undefined)
      return { result: untried(testCase, 'blocked', why), isSetUpRefused: true as const };
    const ran = await runner.run(testCase, holder);
    if (ran.isKeyRefused) hopeless ??= KEY_REFUSED;
    return ran;
  };

  const settle = (testCase: ContractCase, { result, isSetUpRefused }: Ran): void => {
    // An API that answered is not gone, even where a case could not be judged.
    const isSilent = result.exchanges.every(({ response }) => response === undefined);
    const isUnjudged = result.verdict === 'blocked' && isSilent;
    unjudgedInARow = isUnjudged && isSetUpRefused !== true ? unjudgedInARow + 1 : 0;
    const refused =
      isUnjudged && isSetUpRefused === true ? (refusedInARow.get(kindOf(testCase)) ?? 0) + 1 : 0;
    refusedInARow.set(kindOf(testCase), refused);
    const since = (count: number, of: string): string =>
      `not tried, since ${count} cases ${of}in a row could not be judged; the last: ${result.obstacle ?? ''}`;
    if (unjudgedInARow >= HOPELESS_AFTER) hopeless ??= since(unjudgedInARow, '');
    if (refused === HOPELESS_AFTER)
      hopelessKinds.set(kindOf(testCase), since(refused, 'on this kind of session '));
    open.splice(open.indexOf(testCase), 1);
    waiting.get(result.id)?.resolve(recorded(testCase, result, tools));
    for (const exchange of result.exchanges) forgetRaw(exchange);
  };

  /** Settles when all other cases have a result, or when the run is stopped. */
  const othersThan = async (id: string): Promise<void> => {
    const others = [...waiting].filter(([other]) => other !== id).map(([, { promise }]) => promise);
    await Promise.race([Promise.allSettled(others), stopping.promise]);
  };

  /** Of the workers that have no case any more: until their sessions are released. */
  const leaving: Promise<void>[] = [];

  const work = async (_: unknown, worker: number): Promise<void> => {
    const holder = createSessionHolder();
    for (;;) {
      const testCase = stopped === undefined ? queue.next(worker, holder.holding()) : undefined;
      if (testCase === undefined) break;
      if (testCase.procedure === 'reads') {
        atWork -= 1; // it waits for the others, and takes nothing over from them
        await othersThan(testCase.id);
        atWork += 1;
      }
      let tried = await run(testCase, holder);
      if (tried.hasNoRoom && atWork === 1 && leaving.length > 0) {
        await Promise.all(leaving); // what they still held may have taken the room
        tried = await run(testCase, holder);
      }
      if (tried.hasNoRoom && atWork > 1) {
        // The plan gives fewer browsers at once than there are workers: the others go on with fewer.
        queue.giveBack(worker, testCase);
        tools.journal({ type: 'drift', drift: { kind: 'fewer browsers' }, caseId: testCase.id });
        break;
      }
      settle(testCase, tried);
    }
    atWork -= 1; // before it lets go: from here on it takes nothing over
    const gone = holder.letGo();
    leaving.push(gone);
    await gone;
  };

  const finished = Promise.all(Array.from({ length: atWork }, work))
    .finally(() => {
      const why = new NeverRan(stopped ?? 'the workers ended before it');
      for (const { reject } of waiting.values()) reject(why);
    })
    .then(() => undefined);

  return {
    result(id) {
      const why = `The case ${id} was not among those that Mocha selected when the run began.`;
      return waiting.get(id)?.promise ?? Promise.reject(new Error(why));
    },
    stop(why) {
      stopped ??= why;
      stopping.resolve(undefined);
    },
    finished,
  };
}

/** The kind of session that a case stands on; all that stand on none are of one kind. */
function kindOf(testCase: ContractCase): string {
  return isHeld(testCase) ? keyOfKind(testCase.session) : '';
}

/** Puts a result, and the drift in it, into the journal. */
function recorded(testCase: ContractCase, result: CaseResult, tools: Tools): CaseResult {
  const { journal } = tools;
  try {
    for (const exchange of result.exchanges) {
      for (const drift of driftIn(exchange, tools, testCase)) {
        journal({ type: 'drift', drift, caseId: result.id });
      }
    }
    journal({ type: 'result', result });
    return result;
  } catch (error) {
    // A body may be nested too deeply to be written down: its case ends all the same.
    const suiteError = `its result could not be recorded: ${String(error)}`;
    const failed = resultOf(testCase, unsent({ suiteError }), 0, judgingOf(tools));
    journal({ type: 'result', result: failed });
    return failed;
  }
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

function deferred<T>(): Deferred<T> {
  let resolve: Deferred<T>['resolve'] = () => undefined;
  let reject: Deferred<T>['reject'] = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  promise.catch(() => undefined); // a rejection that no test awaits any more is not an error
  return { promise, resolve, reject };
}
