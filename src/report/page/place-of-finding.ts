import type { ContractDocument } from '../../contract/document.js';
import type { Finding } from '../../model/finding.js';
import { canonical, memberPlace } from './pointers.js';

/** Where the document describes what a finding is about: the member itself, not the outermost one that holds it. */
export function placeOfFinding(document: ContractDocument, finding: Finding): string {
  switch (finding.check) {
    case 'echo':
    case 'read-back':
    case 'agreement':
    case 'frame':
    case 'untouched':
      return memberPlace(document, finding.clause, finding.details.path.split('.').slice(1));
    default:
      return canonical(document, finding.clause);
  }
}
