import { judgeExchange } from '../../checks/judge.js';
import type { ContractCase } from '../../model/case.js';
import type { Exchange } from '../../model/exchange.js';
import { byImportance, type Finding } from '../../model/finding.js';
import type { CompiledContract } from './compiled-contract.js';

/** What came of sending a case: exchanges, findings, and what kept it from being judged, if anything. */
export interface CaseRun {
  readonly exchanges: readonly Exchange[];
  readonly findings: readonly Finding[];
  /** Why the case could not be judged; there may be findings as well. */
  readonly blocked?: string;
  /** What the API does not give, and the case needs to prove anything. */
  readonly unverified?: string;
  /** Why the suite's own case is wrong. */
  readonly suiteError?: string;
}

/** A case that ended before anything was sent. */
export function unsent(why: Pick<CaseRun, 'blocked' | 'unverified' | 'suiteError'>): CaseRun {
  return { exchanges: [], findings: [], ...why };
}

/** What a case comes to: every exchange judged by itself, and what was found besides. */
export function conclude(
  testCase: ContractCase,
  exchanges: readonly Exchange[],
  findings: readonly Finding[],
  { answers, reads }: Pick<CompiledContract, 'answers' | 'reads'>,
): CaseRun {
  const singly = exchanges.flatMap((exchange) =>
    exchange.purpose === 'asserted'
      ? judgeExchange(exchange, testCase.statuses, answers)
      : judgeExchange(exchange, [200], reads),
  );
  return { exchanges, findings: byImportance([...singly, ...findings]), ...unjudged(exchanges) };
}

/** Was an answer lost, or throttled for longer than the suite waits? Then it is unknown what the request did. */
export function isLost(exchange: Exchange): boolean {
  return unjudged([exchange]).blocked !== undefined;
}

/** Why exchanges cannot be judged: one has no answer, or is still throttled. */
export function unjudged(exchanges: readonly Exchange[]): { blocked?: string } {
  const failed = exchanges.find((exchange) => exchange.failure !== undefined);
  if (failed !== undefined) return { blocked: `${failed.request.method}: ${failed.failure ?? ''}` };
  const throttled = exchanges.find((exchange) => exchange.response?.status === 429);
  if (throttled === undefined) return {};
  const after = throttled.response?.headers['retry-after'];
  const last = after === undefined ? '' : `, last with Retry-After ${after}`;
  return { blocked: `the API answered 429 (rate limit) ${throttled.throttled} times${last}` };
}
