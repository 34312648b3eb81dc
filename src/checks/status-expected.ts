import type { ExchangeCheck } from './subject.js';

/** The status is one that the case allows. One that is not even declared is left to that check. */
export const statusExpected: ExchangeCheck = ({ exchange, response: { status }, expected, contract }) => {
  if (expected.includes(status) || !contract.declares(status)) return [];
  const clause = contract.clauseOf(expected[0] ?? status);
  return [{ check: 'status-expected', severity: 'breach', clause, exchange, details: { status, expected } }];
};
