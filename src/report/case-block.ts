import { unexplained } from '../model/cause.js';
import type { CaseResult, InventoryCase, Reproduced } from '../model/run-record.js';
import type { Again } from './again.js';
import { clauseOf } from './clause-of.js';
import { failureBlock, type BlockInput } from './block.js';
import { memberOf } from './member-of.js';
import { sentenceOf } from './sentence-of.js';
import { cut, visible } from './visible.js';

/**
 * The block of a case that did not pass: empty for a pass, and for a case that was not verified.
 * @param again how to see it again; by `npm run case -- <id>` if left out.
 */
export function caseBlock(listed: InventoryCase, result: CaseResult, again?: Again): string {
  const { verdict, obstacle, reproduced } = result;
  if (verdict === 'pass' || verdict === 'not verified') return '';
  if (listed.statuses.length === 0) return plainBlock(listed, obstacle ?? '');
  const block = failureBlock({
    ...blockInput(listed, result, verdict),
    ...(again === undefined ? {} : { again }),
  });
  return reproduced === undefined ? block : `${block}\n${retried(reproduced)}`;
}

/** What the block of a case shows. */
export function blockInput(
  listed: InventoryCase,
  result: CaseResult,
  verdict: BlockInput['verdict'],
): BlockInput {
  const { findings, obstacle, exchanges } = result;
  const isFound = verdict === 'breach' || verdict === 'known' || verdict === 'note';
  const because = [obstacle, isFound ? listed.because : undefined].filter((text) => text !== undefined);
  const shown = unexplained(findings);
  const [first] = shown;
  const member = shown.flatMap((finding) => memberOf(finding)?.join('.') ?? [])[0];
  return {
    id: listed.id,
    sentence: listed.sentence,
    verdict,
    clause: first === undefined || !isFound ? listed.clause : clauseOf(listed, first),
    facts: shown.map((finding) => ({ ...finding, sentence: sentenceOf(finding) })),
    ...{ exchanges, member },
    expected: listed.statuses,
    expectation: expectation(listed),
    ...(because.length > 0 ? { because: because.join('; ') } : {}),
  };
}

/** A second try that does not show it proves nothing: an API may well be wrong now and then. */
export function retried(reproduced: Reproduced): string {
  return reproduced === '2 of 2'
    ? '  retried   on a fresh session: seen again'
    : '  retried   on a fresh session: not seen again; one clean try does not make it a fluke';
}

/** A plain Mocha test has no clause and sends nothing that the suite knows of. */
function plainBlock({ id, sentence }: InventoryCase, obstacle: string): string {
  return `${visible(`${id}  ${sentence}`)}\n  because   ${visible(cut(obstacle, 2000))}`;
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
