import type { Clause } from '../model/clause.js';
import type { CaseResult, InventoryCase } from '../model/run-record.js';
import { failureBlock } from './block.js';
import { sentenceOf } from './sentence-of.js';
import { cut, visible } from './visible.js';

/**
 * The block of a case that did not pass: empty for a pass, and for a case that was not verified.
 * @param again the command that shows it again; `npm run case -- <id>` if left out.
 */
export function caseBlock(listed: InventoryCase, result: CaseResult, again?: string): string {
  const { verdict, findings, obstacle, exchanges, reproduced } = result;
  if (verdict === 'pass' || verdict === 'not verified') return '';
  if (listed.statuses.length === 0) return plainBlock(listed, obstacle ?? '');
  const because = [obstacle, verdict === 'breach' ? listed.because : undefined].filter(
    (text) => text !== undefined,
  );
  const block = failureBlock({
    id: listed.id,
    sentence: listed.sentence,
    verdict,
    clause: clauseOf(listed, result),
    facts: findings.map((finding) => ({ ...finding, sentence: sentenceOf(finding) })),
    exchanges,
    expected: listed.statuses,
    expectation: expectation(listed),
    ...(because.length > 0 ? { because: because.join('; ') } : {}),
    ...(again === undefined ? {} : { again }),
  });
  return reproduced === undefined
    ? block
    : `${block}\n  retried   on a fresh session: reproduced ${reproduced}`;
}

/** A plain Mocha test has no clause and sends nothing that the suite knows of. */
function plainBlock({ id, sentence }: InventoryCase, obstacle: string): string {
  return `${visible(`${id}  ${sentence}`)}\n  because   ${visible(cut(obstacle, 2000))}`;
}

/** An accepted case may break on another clause than its own, such as the schema of the answer. */
function clauseOf({ intent, clause }: InventoryCase, { verdict, findings }: CaseResult): Clause {
  const [first] = findings;
  if (verdict !== 'breach' || first === undefined || intent !== 'accept') return clause;
  return ['echo', 'read-back', 'status-expected'].includes(first.check)
    ? clause
    : { pointer: first.clause, text: '' };
}

/** What the document promises about an answer, in words. */
function expectation({ intent, statuses, isReadBack }: InventoryCase): string {
  const allowed = statuses.join(' or ');
  switch (intent) {
    case 'observe':
      return `no server error, and a body that fits its status (${allowed})`;
    case 'accept':
      return `${allowed} with a Browser body, the named members applied, nothing else changed`;
    case 'refuse':
      return `${allowed} with an Error body${isReadBack ? ', session unchanged' : ''}`;
  }
}
