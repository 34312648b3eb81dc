import type { ExchangeCheck } from './subject.js';

/** The status is one that the case may be answered with. One that is not even declared is told of by that check. */
export const statusExpected: ExchangeCheck = ({ response, expected, contract, index }) =>
  expected.includes(response.status) || !contract.declares(response.status)
    ? []
    : [
        {
          check: 'status-expected',
          severity: 'breach',
          clause: contract.clauseOf(expected[0] ?? response.status),
          because: `status ${response.status} is not the expected ${expected.join(' or ')}`,
          exchange: index,
        },
      ];
