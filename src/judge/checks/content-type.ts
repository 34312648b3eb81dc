import { below } from '../../contract/document.js';
import type { ExchangeCheck } from '../subject.js';

/** The content type is one that the document gives for the status; parameters such as a charset do not count. */
export const contentType: ExchangeCheck = ({ response, contract, index }) => {
  const declared = contract.mediaTypes(response.status);
  if (declared.length === 0) return [];
  const header = response.headers['content-type'];
  const type = header?.split(';')[0]?.trim().toLowerCase();
  if (type !== undefined && declared.some((one) => one.toLowerCase() === type)) return [];
  return [
    {
      check: 'content-type',
      severity: 'breach',
      clause: below(contract.pointer, String(response.status)),
      because: `content type ${header === undefined ? 'is missing' : `"${header}"`}, but ${declared.join(' or ')} is declared for ${response.status}`,
      exchange: index,
    },
  ];
};
