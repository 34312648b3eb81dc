import type { ExchangeCheck } from './subject.js';

/** No answer shows a key. */
export const secretShown: ExchangeCheck = ({ exchange, response, contract }) =>
  response.leaked.map((secret) => ({
    check: 'secret-shown',
    severity: 'breach',
    clause: contract.clauseOf(response.status),
    exchange,
    details: { secret },
  }));
