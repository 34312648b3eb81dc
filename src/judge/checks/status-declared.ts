import type { ExchangeCheck } from '../subject.js';

/** The status is one that the document declares for the operation. */
export const statusDeclared: ExchangeCheck = ({ response, contract, index }) =>
  contract.declares(response.status)
    ? []
    : [
        {
          check: 'status-declared',
          severity: 'breach',
          clause: contract.pointer,
          because: `status ${response.status} is not declared; declared are ${contract.statuses.join(', ')}`,
          exchange: index,
        },
      ];
