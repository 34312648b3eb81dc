import type { ExchangeCheck } from './subject.js';

/** Where the document describes a JSON body, the body is JSON. */
export const jsonBody: ExchangeCheck = ({ response, contract, index }) => {
  const schema = contract.schemaOf(response.status, response.headers['content-type']);
  if (schema === undefined || response.notJson === undefined) return [];
  return [
    {
      check: 'json',
      severity: 'breach',
      clause: schema,
      because: `the body of the ${response.status} is not JSON: ${response.notJson}`,
      exchange: index,
    },
  ];
};
