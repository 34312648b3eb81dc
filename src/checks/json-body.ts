import type { ExchangeCheck } from './subject.js';

/** Where the document describes a JSON body, the body is JSON. */
export const jsonBody: ExchangeCheck = ({ exchange, response, contract }) => {
  const { status, headers, notJson, text, isCut } = response;
  const clause = contract.schemaOf(status, headers['content-type']);
  if (clause === undefined || notJson === undefined) return [];
  const details = {
    status,
    problem: notJson,
    isEmpty: text === '' && isCut !== true,
    ...(isCut === true ? { isCut } : {}),
  };
  return [{ check: 'json', severity: 'breach', clause, exchange, details }];
};
