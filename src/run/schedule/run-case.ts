import { NoRoom, SetUpFailed, Unavailable } from '../../api/leases/set-up-errors.js';
import { isHeld, takesSecondSession, type ContractCase, type Procedure } from '../../model/case.js';
import { isNamedIn } from '../../model/cause.js';
import { succeeded, type Exchange } from '../../model/exchange.js';
import type { Finding } from '../../model/finding.js';
import type { CaseResult } from '../../model/run-record.js';
import { touchesState, unsent, type CaseRun } from '../case/case-run.js';
import { badFraming, isOfEdge, lossIn } from '../case/outages.js';
import { insteadOf, lasting } from '../case/lasting.js';
import { missing } from '../case/prerequisites.js';
import { toolsFor, type CaseTools, type Tools } from '../case/tools.js';
import { judgingOf, resultOf, untried } from '../case/verdict.js';
import { runAlone } from '../procedures/alone.js';
import { runAndOn } from '../procedures/and-on.js';
import { runBurst } from '../procedures/burst.js';
import { runBesideBystander } from '../procedures/bystander.js';
import { runDerivedRates, runExtremeRates } from '../procedures/derived-rates.js';
import { runFieldsAtOnce } from '../procedures/fields-at-once.js';
import { runLater } from '../procedures/later.js';
import type { SessionProcedure } from '../procedures/procedure.js';
import { runProfilesAtOnce } from '../procedures/profiles-at-once.js';
import { runReads } from '../procedures/reads.js';
import { runSegments } from '../procedures/segments.js';
import { runSingle } from '../procedures/single.js';
import { runTakenValue } from '../procedures/taken-value.js';
import type { HeldSession } from '../session/held-session.js';
import { isKeyRefused, KEY_REFUSED } from './key-refused.js';
import { endedByItself, ENDED_AS_OTHERS, MAY_END } from './session-ended.js';
import type { SessionHolder } from './session-holder.js';
import { createTurns } from './turns.js';
import { whyUnshown } from '../case/unshown.js';

const PROCEDURES: Readonly<Record<Procedure, SessionProcedure>> = {
  single: runSingle,
  burst: runBurst,
  'fields at once': runFieldsAtOnce,
  'profiles at once': runProfilesAtOnce,
  'derived rates': runDerivedRates,
  'extreme rates': runExtremeRates,
  segments: runSegments,
  'and on': runAndOn,
  bystander: runBesideBystander,
  'taken value': runTakenValue,
  later: runLater,
  reads: runReads,
};

/** What came of a case, and what it says of the rest of the run. */
export interface Ran {
  readonly result: CaseResult;
  /** The run's key is refused by now. */
  readonly isKeyRefused?: true;
  /** The API gave no browser for it. */
  readonly hasNoRoom?: true;
  /** It failed before it was sent, over an answer of the API's: others, on other kinds of sessions, may not. */
  readonly isSetUpRefused?: true;
}

/** Runs cases one by one. */
export interface CaseRunner {
  /** Runs a case on the session of a worker, or on none. Never throws: what goes wrong is in the result. */
  run(testCase: ContractCase, holder: SessionHolder): Promise<Ran>;
}

/** One for all workers of a run: they share how many sessions may end by themselves. */
export function createCaseRunner(tools: Tools): CaseRunner {
  /** Two workers that each hold one browser and wait for a second would wait for ever. */
  const takingTwo = createTurns();
  let ended = 0;
  const judging = judgingOf(tools);

  const send = async (testCase: ContractCase, holder: SessionHolder, own: CaseTools): Promise<CaseRun> => {
    // No worker waits for a browser while holding one.
    if (testCase.target === 'deleted session' || takesSecondSession(testCase)) await holder.letGo();
    if (!isHeld(testCase)) return runAlone(testCase, own);
    const run = async (): Promise<CaseRun> => {
      const ran = await onLivingSession(testCase, holder, own);
      for (const exchange of ran.exchanges) own.unshown.see(exchange);
      // The next case must not start where this one has found the API to be wrong.
      const isSeen = (finding: Finding): boolean => own.unshown.missedBy(finding) === undefined;
      if (ran.findings.filter(isSeen).some(touchesState)) await holder.letGo();
      return ran;
    };
    return takesSecondSession(testCase) ? takingTwo.run(run) : run();
  };

  /** Runs a case; where its session ended by itself, once more on a fresh one, and that result counts. */
  const onLivingSession = async (
    testCase: ContractCase,
    holder: SessionHolder,
    own: CaseTools,
  ): Promise<CaseRun> => {
    const procedure = PROCEDURES[testCase.procedure];
    const onSession = async (session: HeldSession): Promise<CaseRun> => {
      const ran = await orBlocked(() => procedure(testCase, session, own), session);
      if (ran.exchanges.some(hasLoadedProfile)) session.mayHaveProfile = true;
      return ran;
    };
    const session = await holder.hold(testCase, own);
    const ran = await onSession(session);
    if (!(await endedByItself(ran, session, own))) return ran;
    ended += 1;
    if (ended > MAY_END) return { ...ran, findings: lasting(ran.findings), blocked: ENDED_AS_OTHERS };
    for (const exchange of ran.exchanges) own.journal({ type: 'exchange', exchange });
    own.noteDrift({ kind: 'session ended', was: 'the session' });
    await holder.letGo();
    try {
      return insteadOf(ran, await onSession(await holder.hold(testCase, own)));
    } catch (error) {
      const findings = lasting(ran.findings);
      if (!(error instanceof SetUpFailed) || findings.length === 0) throw error;
      return { ...ran, findings, blocked: error.message };
    }
  };

  return {
    async run(testCase, holder) {
      const started = performance.now();
      const own = toolsFor(testCase.id, tools);
      const took = (): number => performance.now() - started;
      try {
        const lacking = await missing(testCase, own);
        if (lacking !== undefined) return { result: untried(testCase, 'not verified', lacking) };
        const sent = await send(testCase, holder, own);
        if (await isKeyRefused(sent.exchanges, own)) {
          const findings = sent.findings.filter(({ exchange }) => exchange.response?.status !== 401);
          const result = resultOf(testCase, { ...sent, findings, blocked: KEY_REFUSED }, took(), judging);
          return { result, isKeyRefused: true };
        }
        own.outages?.see(sent.exchanges);
        if (isTurnedAwayByEdge(testCase, sent)) {
          const { blocked: _, ...rest } = sent;
          return { result: resultOf(testCase, { ...rest, unverified: TURNED_AWAY }, took(), judging) };
        }
        const outage = metOutage(testCase, sent, own);
        if (outage !== undefined) {
          const findings = lasting(sent.findings);
          return { result: resultOf(testCase, { ...sent, findings, blocked: outage }, took(), judging) };
        }
        const findings = sent.findings.filter(({ check }) => check !== tools.switchedOff);
        const result = resultOf(testCase, { ...sent, findings }, took(), judging);
        const unshown = findings.flatMap((finding) => own.unshown.missedBy(finding) ?? []);
        if (result.verdict !== 'breach' || unshown.length === 0) return { result };
        own.unshown.defer(result, unshown);
        const rest = findings.filter((finding) => own.unshown.missedBy(finding) === undefined);
        const open = { ...sent, findings: rest, unverified: whyUnshown(unshown) };
        return { result: resultOf(testCase, open, took(), judging) };
      } catch (error) {
        if (error instanceof Unavailable) return { result: untried(testCase, 'not verified', error.message) };
        if (error instanceof SetUpFailed) {
          if (error instanceof NoRoom && takesSecondSession(testCase)) {
            const why = `this account has no room for two browsers at once: ${error.message}`;
            return { result: untried(testCase, 'not verified', why), hasNoRoom: true };
          }
          const result = untried(testCase, 'blocked', error.message);
          if (error instanceof NoRoom) return { result, hasNoRoom: true };
          return error.status === undefined ? { result } : { result, isSetUpRefused: true };
        }
        const suiteError = error instanceof Error ? (error.stack ?? error.message) : String(error);
        return { result: resultOf(testCase, unsent({ suiteError }), took(), judging) };
      }
    },
  };
}

const TURNED_AWAY = 'the connection was closed without an answer, as what stands in front of an API may do';

/** What stands in front of an API may close the connection on what it is not meant to see, such as a body that is too large. */
function isTurnedAwayByEdge({ isForEdge }: ContractCase, { exchanges, findings, blocked }: CaseRun): boolean {
  return (
    isForEdge === true && blocked !== undefined && findings.length === 0 && lossIn(exchanges) !== undefined
  );
}

/** Why a case is to be looked at again and not judged by what it met; undefined for almost every case. */
function metOutage(
  testCase: ContractCase,
  { exchanges, findings, blocked }: CaseRun,
  { outages, noteDrift }: CaseTools,
): string | undefined {
  const status = exchanges.find(isOfEdge)?.response?.status;
  if (status !== undefined && outages?.take('edge', testCase) === true) {
    noteDrift({ kind: 'edge answered', status });
    return `something in front of the API answered ${status}, and not in the API's form`;
  }
  const loss = blocked !== undefined && findings.length === 0 ? lossIn(exchanges) : undefined;
  if (loss !== undefined && outages?.take(loss, testCase) === true) {
    noteDrift({ kind: 'answer lost' });
    return blocked;
  }
  const [problem] = exchanges.flatMap((exchange) => badFraming(exchange) ?? []);
  const isOnlyFramed = problem !== undefined && findings.every(({ check }) => check === 'framing');
  if (isOnlyFramed && outages?.take('framed', testCase) === true) {
    noteDrift({ kind: 'answer badly framed', problem });
    return blocked ?? `the answer was badly framed: ${problem}`;
  }
  return undefined;
}

function hasLoadedProfile(exchange: Exchange): boolean {
  return succeeded(exchange) && isNamedIn(exchange.request.body, 'profile');
}

/** A procedure whose set-up failed half-way judged nothing, and the state of its session is unknown. @throws NoRoom */
async function orBlocked(procedure: () => Promise<CaseRun>, session: HeldSession): Promise<CaseRun> {
  try {
    return await procedure();
  } catch (error) {
    if (!(error instanceof SetUpFailed) || error instanceof NoRoom) throw error;
    session.state = undefined;
    return unsent({ blocked: error.message });
  }
}
