import type { ExchangeCheck } from './subject.js';

/** The content type is one that the document gives for the status; parameters such as a charset do not count. */
export const contentType: ExchangeCheck = ({ exchange, response: { status, headers }, contract }) => {
  const declared = contract.mediaTypes(status);
  const header = headers['content-type'];
  if (declared.length === 0 || contract.mediaTypeOf(status, header) !== undefined) return [];
  return [
    {
      check: 'content-type',
      severity: 'breach',
      clause: contract.contentOf(status),
      exchange,
      details: { status, contentType: header, declared },
    },
  ];
};
