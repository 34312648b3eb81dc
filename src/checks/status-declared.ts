import type { ExchangeCheck } from './subject.js';

/** The status is one that the document declares for the operation. */
export const statusDeclared: ExchangeCheck = ({ response, expected, contract, index }) =>
  contract.declares(response.status)
    ? []
    : [
        {
          check: 'status-declared',
          severity: 'breach',
          clause: contract.pointer,
          because:
            `status ${response.status} is not declared, expected was ${expected.join(' or ')}; ` +
            `declared are ${contract.statuses.join(', ')}`,
          exchange: index,
        },
      ];
