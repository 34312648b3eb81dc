import type { ContractCase } from '../../model/case.js';
import { succeeded, type Exchange } from '../../model/exchange.js';
import type { Finding } from '../../model/finding.js';

/**
 * Does a finding rest on nothing but the clause of its case, which the document in use words differently? Whether it is a
 * breach is then for a person to say. What other clauses say stays a breach: the schema of an answer, a server error, a
 * member that changed without being named.
 */
export function isLeftToPerson(
  { needsPerson, clause }: ContractCase,
  finding: Finding,
  asserted: Exchange | undefined,
): boolean {
  if (needsPerson === undefined) return false;
  const { decidesStatus, member } = needsPerson;
  switch (finding.check) {
    case 'status-expected':
      return decidesStatus && finding.exchange === asserted && finding.details.status < 500;
    case 'untouched': // it had to be refused, says the clause alone
      return decidesStatus && finding.details.why.kind === 'refusal due' && isSuccess(asserted);
    case 'echo':
    case 'read-back':
      return member !== '' && isWithin(finding.details.path, member);
    case 'torn':
    case 'derived-rate':
    case 'segments':
      return finding.clause === clause.pointer;
    default:
      return false;
  }
}

function isSuccess(asserted: Exchange | undefined): boolean {
  return asserted !== undefined && succeeded(asserted);
}

function isWithin(path: string, member: string): boolean {
  return path === member || path.startsWith(`${member}.`);
}
