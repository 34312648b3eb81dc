import type { ExchangeCheck } from './subject.js';

/** The status is one that the document declares for the operation. */
export const statusDeclared: ExchangeCheck = ({ exchange, response: { status }, expected, contract }) => {
  if (contract.declares(status)) return [];
  const details = { status, expected, declared: contract.statuses };
  return [{ check: 'status-declared', severity: 'breach', clause: contract.pointer, exchange, details }];
};
