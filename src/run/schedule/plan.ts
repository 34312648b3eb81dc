import {
  consumesProfile,
  isHeld,
  takesSecondSession,
  type ContractCase,
  type Procedure,
} from '../../model/case.js';
import type { Plan } from '../../model/plan.js';
import { isSameKind, type SessionKind } from '../../model/session-kind.js';
import { NO_USAGE } from '../../model/usage.js';
import type { Settings } from '../../model/settings.js';
import { missingFromStart, type KnownAtStart } from '../case/prerequisites.js';
import { createQueue, type Holding } from './queue.js';

/** The most that a procedure sends; what brings its session into the starting state is counted apart. */
const REQUESTS: Readonly<Record<Procedure, number>> = {
  single: 2,
  burst: 10,
  'fields at once': 6,
  'profiles at once': 4,
  'derived rates': 14,
  'extreme rates': 4,
  segments: 8,
  'and on': 4,
  bystander: 8,
  'taken value': 6,
  later: 6,
  reads: 3,
};

/** An update and the read that shows it. */
const SET_UP = 2;
/** A browser is created, read and deleted. */
const LEASE = 3;
/** Preflight, the first proxies, and their deletion. */
const ONCE = 12;
/** The longest update that Kernel's documentation and users report: a resize of a headless session. */
const SLOWEST_SECONDS = 5;

/** A worker of the plan, and the session that it holds. */
interface Planner {
  held: Holding | undefined;
}

/** Works out what a run of these cases would take, by letting workers draw them as a run would. Sends nothing. */
export function planOf(cases: readonly ContractCase[], known: KnownAtStart): Plan {
  const leftOut = new Map<string, number>();
  const tried = cases.filter((testCase) => {
    const why = missingFromStart(testCase, known);
    if (why !== undefined) leftOut.set(why, (leftOut.get(why) ?? 0) + 1);
    return why === undefined;
  });
  const { settings } = known;
  const browsers = { ...NO_USAGE.browsers };
  const seconds = { ...NO_USAGE.seconds };
  const secondsPerRequest = Math.max(SLOWEST_SECONDS, secondsBetween(settings));
  let requests = tried.length === 0 ? 0 : ONCE;
  const count = (kind: SessionKind, leased: number, sent: number): void => {
    const type = kind.special === 'with a GPU' ? 'GPU' : kind.headless ? 'headless' : 'headful';
    browsers[type] += leased;
    requests += sent + leased * LEASE;
    seconds[type] += (sent + leased * LEASE) * secondsPerRequest;
  };

  const queue = createQueue(tried);
  let active: Planner[] = Array.from({ length: settings.browsers }, () => ({ held: undefined }));
  while (active.length > 0) {
    active = active.filter((planner, worker) => {
      const testCase = queue.next(worker, planner.held);
      if (testCase === undefined) return false;
      requests += referencesFor(testCase);
      if (isHeld(testCase)) count(testCase.session, lease(planner, testCase), requestsOf(testCase));
      else if (testCase.target === 'deleted session') count(testCase.session, 1, 3 + furtherOf(testCase));
      else requests += 3 + furtherOf(testCase);
      return true;
    });
  }
  return { cases: cases.length, leftOut, requests, browsers, seconds, secondsPerRequest };
}

/** The time between two requests of one worker that the settings demand. */
function secondsBetween({ requestsPerMinute, browsers }: Settings): number {
  return requestsPerMinute === undefined ? 0 : (60 / requestsPerMinute) * browsers;
}

/** How many browsers a case takes: none where the one that is held serves it. */
function lease(planner: Planner, testCase: ContractCase): number {
  const { session: kind, start, procedure } = testCase;
  const { held } = planner;
  const serves =
    held !== undefined && isSameKind(held.kind, kind) && !(start.profile === 'none' && held.hasProfile);
  const hadProfile = serves && held.hasProfile;
  const hasProfile = hadProfile || start.profile === 'loaded' || consumesProfile(testCase);
  planner.held = procedure === 'single' ? { kind, hasProfile } : undefined; // the others may leave it unfit
  return (serves ? 0 : 1) + (takesSecondSession(testCase) ? 1 : 0);
}

function furtherOf({ also = [] }: ContractCase): number {
  return also.length;
}

function requestsOf(testCase: ContractCase): number {
  const { procedure, start, session, intent } = testCase;
  const steps = [start.proxy, start.profile === 'loaded' ? 'loaded' : undefined, start.after];
  const updates = steps.filter((step) => step !== undefined).length + (intent === 'observe' ? 0 : 1);
  return REQUESTS[procedure] + furtherOf(testCase) + updates * SET_UP + (session.recording ? 2 : 0);
}

/** A profile that a case loads is made for it: created, read and deleted. */
function referencesFor(testCase: ContractCase): number {
  const isMade = consumesProfile(testCase) || testCase.needs.some((need) => need.startsWith('deleted'));
  return isMade ? LEASE : 0;
}
