import type { ExchangeCheck } from './subject.js';

/** The content type is one that the document gives for the status; parameters such as a charset do not count. */
export const contentType: ExchangeCheck = ({ response, contract, index }) => {
  const declared = contract.mediaTypes(response.status);
  const header = response.headers['content-type'];
  if (declared.length === 0 || contract.mediaTypeOf(response.status, header) !== undefined) return [];
  return [
    {
      check: 'content-type',
      severity: 'breach',
      clause: contract.clauseOf(response.status),
      because: `content type ${header === undefined ? 'is missing' : `"${header}"`}, but ${declared.join(' or ')} is declared for ${response.status}`,
      exchange: index,
    },
  ];
};
