import { redactedFinding } from '../../api/redaction/raw-answers.js';
import { judgeExchange } from '../../checks/judge.js';
import type { ResponseContract } from '../../contract/response-contract.js';
import type { ContractCase } from '../../model/case.js';
import { showsSession, succeeded, type Exchange } from '../../model/exchange.js';
import { byImportance, withoutRepetitions, type CheckName, type Finding } from '../../model/finding.js';
import { isUnserved } from './outages.js';
import type { CaseTools } from './tools.js';

/** What came of sending a case: exchanges, findings, and what kept it from being judged, if anything. */
export interface CaseRun {
  readonly exchanges: readonly Exchange[];
  readonly findings: readonly Finding[];
  /** Why the case could not be judged; there may be findings as well. */
  readonly blocked?: string;
  /** What the API does not give, and the case needs to prove anything. */
  readonly unverified?: string;
  /** Why a person has to look at it, where that is known only now; it is then unverified, too. */
  readonly needsPerson?: string;
  /** Why the suite's own case is wrong. */
  readonly suiteError?: string;
}

/** A case that ended before anything was sent. */
export function unsent(why: Omit<CaseRun, 'exchanges' | 'findings'>): CaseRun {
  return { exchanges: [], findings: [], ...why };
}

/** What a case comes to: every exchange judged by itself, and what was found besides. */
export function conclude(
  testCase: ContractCase,
  exchanges: readonly Exchange[],
  findings: readonly Finding[],
  { answers, reads, formOfReads }: Pick<CaseTools, 'answers' | 'reads' | 'formOfReads'>,
): CaseRun {
  const singly = exchanges.flatMap((exchange): Finding[] => {
    if (exchange.purpose === 'set-up') return []; // it is there to show what it did besides
    return exchange.purpose === 'asserted'
      ? judgeAsserted(testCase, exchange, answers)
      : judgeRead(exchange, reads);
  });
  const redacted = findings.map((finding) => redactedFinding(finding, exchanges));
  const all = withoutRepetitions(byImportance([...singly, ...redacted]));
  // What a wrong update has left behind is not a matter of the reads that show it.
  if (!all.some(touchesState)) {
    for (const exchange of exchanges) if (exchange.purpose === 'read') formOfReads.see(exchange);
  }
  return { exchanges, findings: all, ...unjudged(exchanges) };
}

/** Does it say that the session is in another state than the contract wants? An answer that lies leaves the state as it is. */
export function touchesState(finding: Finding): boolean {
  switch (finding.check) {
    case 'status-expected':
    case 'status-declared': {
      const wasToBeRefused = finding.details.expected.every((status) => status >= 400);
      return finding.severity !== 'drift' && wasToBeRefused && succeeded(finding.exchange);
    }
    case 'torn':
    case 'segments':
      return true;
    case 'read-back':
    case 'untouched':
    case 'derived-rate':
    case 'frame':
      return finding.exchange.purpose === 'read';
    default:
      return false;
  }
}

/** What stands in front of the API may refuse what it is not meant to see, with any 4xx in a form of its own. */
function judgeAsserted(
  { statuses, isForEdge }: ContractCase,
  exchange: Exchange,
  answers: ResponseContract,
): Finding[] {
  const status = exchange.response?.status ?? 0;
  const findings = judgeExchange(exchange, statuses, answers);
  if (isForEdge !== true || status < 400 || status >= 500) return findings;
  return findings.filter(({ check }) => check === 'secret-shown' || check === 'stack-shown');
}

const STATUS: readonly CheckName[] = ['status-declared', 'status-expected'];

/**
 * A read is evidence of a session's state: a case needs it to show one. What else is wrong with the form of such a read
 * is another case, which never sees a read that shows none.
 */
export function judgeRead(exchange: Exchange, reads: ResponseContract): Finding[] {
  const findings = judgeExchange(exchange, [200], reads);
  if (showsSession(exchange)) return findings.filter(({ check }) => STATUS.includes(check));
  if (isUnserved(exchange)) return findings.filter(({ check }) => check === 'secret-shown');
  // What an error looks like is no matter of a read; a key in it is.
  if (exchange.response?.status === 200) return findings;
  return findings.filter(({ check }) => STATUS.includes(check) || check === 'secret-shown');
}

/** Was an answer lost, or throttled for longer than the suite waits? Then it is unknown what the request did. */
export function isLost(exchange: Exchange): boolean {
  return unjudged([exchange]).blocked !== undefined;
}

/** Why exchanges cannot be judged: one has no answer, is still throttled, or is a read that nothing could serve. */
export function unjudged(exchanges: readonly Exchange[]): { blocked?: string } {
  const failed = exchanges.find((exchange) => exchange.failure !== undefined);
  if (failed !== undefined) return { blocked: `${failed.request.method}: ${failed.failure ?? ''}` };
  const unserved = exchanges.find(isUnserved);
  if (unserved !== undefined) {
    return { blocked: `a read was answered with ${unserved.response?.status ?? 0} in every try` };
  }
  const throttled = exchanges.find((exchange) => exchange.response?.status === 429);
  if (throttled === undefined) return {};
  const after = throttled.response?.headers['retry-after'];
  const last = after === undefined ? '' : `, last with Retry-After ${after}`;
  return { blocked: `the API answered 429 (rate limit) ${throttled.throttled} times${last}` };
}
