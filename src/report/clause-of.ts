import { causeOf } from '../model/cause.js';
import { subjectOfCause } from '../model/cause-kind.js';
import type { Clause } from '../model/clause.js';
import type { Finding } from '../model/finding.js';
import type { InventoryCase } from '../model/run-record.js';

/**
 * The clause that a finding contradicts: that of its case where the case is about what was found, else that of the member
 * or the status that is wrong.
 */
export function clauseOf(listed: Pick<InventoryCase, 'clause' | 'subject'>, finding: Finding): Clause {
  return isAboutCase(listed, finding) ? listed.clause : { pointer: finding.clause, text: '' };
}

/** Is a finding about what its case is about? */
export function isAboutCase(
  { clause, subject }: Pick<InventoryCase, 'clause' | 'subject'>,
  finding: Finding,
): boolean {
  return (
    subjectOfCause(causeOf(finding, subject)) !== undefined ||
    finding.check === 'untouched' || // what was refused was applied: any member may show it
    finding.check === 'absent' ||
    finding.clause === clause.pointer
  );
}
