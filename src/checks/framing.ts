import type { ResponseContract } from '../contract/response-contract.js';
import type { Exchange } from '../model/exchange.js';
import type { Finding } from '../model/finding.js';

/** An answer says where it ends, and ends there. Without a whole one, it is unknown which status it was of. */
export function framing(
  exchange: Exchange,
  [expected = 200]: readonly number[],
  contract: ResponseContract,
): Finding[] {
  const { framing: problem, response } = exchange;
  if (problem === undefined) return [];
  const clause = contract.clauseOf(response?.status ?? expected);
  return [{ check: 'framing', severity: 'breach', clause, exchange, details: { problem } }];
}
