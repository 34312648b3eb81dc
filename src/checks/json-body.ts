import type { ExchangeCheck } from './subject.js';

/** Where the document describes a JSON body, the body is JSON. */
export const jsonBody: ExchangeCheck = ({ exchange, response: { status, headers, notJson }, contract }) => {
  const clause = contract.schemaOf(status, headers['content-type']);
  if (clause === undefined || notJson === undefined) return [];
  return [{ check: 'json', severity: 'breach', clause, exchange, details: { status, problem: notJson } }];
};
