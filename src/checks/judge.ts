import type { ResponseContract } from '../contract/response-contract.js';
import type { Exchange } from '../model/exchange.js';
import { agreement } from './agreement.js';
import { contentType } from './content-type.js';
import { echo, readBack } from './echo.js';
import { frame } from './frame.js';
import { jsonBody } from './json-body.js';
import { liveViewShown } from './live-view-shown.js';
import { schema, strictSchema } from './schema.js';
import { secretShown } from './secret-shown.js';
import { stackShown } from './stack-shown.js';
import { statusDeclared } from './status-declared.js';
import { statusExpected } from './status-expected.js';
import { untouched } from './untouched.js';
import { CHECKS, type CheckName, type Finding } from '../model/finding.js';
import type { Aftermath, AftermathCheck, ExchangeCheck } from './subject.js';

const EXCHANGE_CHECKS = {
  'status-declared': statusDeclared,
  'status-expected': statusExpected,
  'content-type': contentType,
  json: jsonBody,
  schema,
  'strict-schema': strictSchema,
  'secret-shown': secretShown,
  'stack-shown': stackShown,
  'live-view-shown': liveViewShown,
} as const satisfies Partial<Record<CheckName, ExchangeCheck>>;

const AFTERMATH_CHECKS = {
  echo,
  'read-back': readBack,
  agreement,
  frame,
  untouched,
} as const satisfies Partial<Record<CheckName, AftermathCheck>>;

/**
 * Everything that one exchange, by itself, has wrong. An exchange without a whole answer has nothing to judge, and a
 * 429 that outlasted every wait is about the run's pace, not about the contract.
 */
export function judgeExchange(
  exchange: Exchange,
  index: number,
  expected: readonly number[],
  contract: ResponseContract,
): Finding[] {
  const { response } = exchange;
  if (response === undefined || response.status === 429) return [];
  const subject = { exchange, response, index, expected, contract };
  return Object.values(EXCHANGE_CHECKS).flatMap((check) => check(subject));
}

/** Everything that is wrong with what an update did. */
export function judgeAftermath(aftermath: Aftermath): Finding[] {
  return Object.values(AFTERMATH_CHECKS).flatMap((check) => check(aftermath));
}

/** Most important first: by the order of checks, and by the order of exchanges within a check. */
export function byImportance(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) => CHECKS.indexOf(a.check) - CHECKS.indexOf(b.check) || a.exchange - b.exchange,
  );
}
