import type { ExchangeCheck } from './subject.js';

/** Where the document describes a JSON body, the body is JSON, and that is UTF-8 (RFC 8259, section 8.1). */
export const jsonBody: ExchangeCheck = ({ exchange, response, contract }) => {
  const { status, headers, notJson, text, isCut, isNotUtf8 } = response;
  const clause = contract.schemaOf(status, headers['content-type']);
  if (clause === undefined || (notJson === undefined && isNotUtf8 === undefined)) return [];
  const details = {
    status,
    problem: notJson ?? 'it is not UTF-8',
    isEmpty: text === '' && isCut !== true,
    ...(isCut === true ? { isCut } : {}),
    ...(isNotUtf8 === true ? { isNotUtf8 } : {}),
  };
  return [{ check: 'json', severity: 'breach', clause, exchange, details }];
};
