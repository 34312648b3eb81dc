import type { ExchangeCheck } from './subject.js';

/** No answer shows a key. */
export const secretShown: ExchangeCheck = ({ response, contract, index }) =>
  response.leaked.map((name) => ({
    check: 'secret-shown',
    severity: 'breach',
    clause: contract.clauseOf(response.status),
    because: `the answer shows the value of ${name}`,
    exchange: index,
  }));
