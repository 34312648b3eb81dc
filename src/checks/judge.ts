import { answerOf, redactedFinding } from '../api/redaction/raw-answers.js';
import type { ResponseContract } from '../contract/response-contract.js';
import type { Exchange } from '../model/exchange.js';
import { address } from './address.js';
import { agreement } from './agreement.js';
import { contentType } from './content-type.js';
import { echo, readBack } from './echo.js';
import { emptyError } from './empty-error.js';
import { framing } from './framing.js';
import { frame } from './frame.js';
import { header } from './header.js';
import { jsonBody } from './json-body.js';
import { liveViewShown } from './live-view-shown.js';
import { schema, strictSchema } from './schema.js';
import { secretShown } from './secret-shown.js';
import { stackShown } from './stack-shown.js';
import { statusDeclared } from './status-declared.js';
import { statusExpected } from './status-expected.js';
import { untouched } from './untouched.js';
import { uptime } from './uptime.js';
import type { CheckName, Finding } from '../model/finding.js';
import type { Aftermath, AftermathCheck, ExchangeCheck } from './subject.js';

const EXCHANGE_CHECKS = {
  'status-declared': statusDeclared,
  'status-expected': statusExpected,
  'content-type': contentType,
  header,
  json: jsonBody,
  schema,
  'strict-schema': strictSchema,
  'secret-shown': secretShown,
  'stack-shown': stackShown,
  'live-view-shown': liveViewShown,
  address,
  uptime,
  'empty-error': emptyError,
} as const satisfies Partial<Record<CheckName, ExchangeCheck>>;

const AFTERMATH_CHECKS = {
  echo,
  'read-back': readBack,
  agreement,
  frame,
  untouched,
} as const satisfies Partial<Record<CheckName, AftermathCheck>>;

/**
 * Everything that is wrong with one exchange by itself. Of one without a whole answer only its framing is judged, and a 429
 * that outlasted every wait is about the run's pace, not about the contract.
 * @param expected statuses that are right.
 */
export function judgeExchange(
  exchange: Exchange,
  expected: readonly number[],
  contract: ResponseContract,
): Finding[] {
  const { response } = exchange;
  const raw = answerOf(exchange);
  const wire = framing(exchange, expected, contract);
  if (response === undefined || raw === undefined || response.status === 429) return wire;
  // Judged as it came, and reported without secrets: which keys it showed is known from masking it, and what a parser
  // says of it may quote half a key, which nothing would mask.
  const notJson = raw.notJson === undefined ? {} : { notJson: response.notJson ?? 'it is not JSON' };
  const answered = {
    exchange,
    response: { ...raw, ...notJson, leaked: response.leaked },
    expected,
    contract,
  };
  const found = Object.values(EXCHANGE_CHECKS).flatMap((check): Finding[] => check(answered));
  return [...wire, ...found.map((finding) => redactedFinding(finding))];
}

/** Everything that is wrong with what an update did. */
export function judgeAftermath(aftermath: Aftermath): Finding[] {
  const { answer, after } = aftermath;
  const seen = [answer, after].flatMap((shown) => (shown === undefined ? [] : [shown.exchange]));
  return Object.values(AFTERMATH_CHECKS)
    .flatMap((check): Finding[] => check(aftermath))
    .map((finding) => redactedFinding(finding, seen));
}
