import { at } from '../../contract/document.js';
import { memberClause } from '../../checks/subject.js';
import { subjectOfCause } from '../../model/cause-kind.js';
import type { ContractCase, Procedure } from '../../model/case.js';
import type { Clause } from '../../model/clause.js';
import type { CompiledContract } from './compiled-contract.js';

/**
 * The clause that a cause is about, by the id of the cause alone: no run has to have shown it.
 * @param cases every case: what a cause is named by is what some case is about.
 * @returns undefined where no case is about it.
 */
export function clauseOfCause(
  id: string,
  contract: CompiledContract,
  cases: readonly ContractCase[],
): Clause | undefined {
  const subject = subjectOfCause(id);
  if (subject !== undefined) {
    const about = cases.filter((one) => one.subject === subject);
    return (about.find(({ source }) => source === 'schema') ?? about[0])?.clause; // a derived case names the statement itself
  }
  const procedure = procedureFor(id);
  if (procedure !== undefined) return cases.find((one) => procedure.includes(one.procedure))?.clause;
  return { pointer: pointerFor(id, contract), text: '' };
}

/** The procedures that alone can show a cause: it is about what their cases rest on. */
function procedureFor(id: string): readonly Procedure[] | undefined {
  if (id.startsWith('torn/')) return ['burst', 'fields at once'];
  if (id.startsWith('derived-rate/')) return ['derived rates', 'extreme rates'];
  return id.startsWith('segments/') ? ['segments'] : undefined;
}

/** Where the document says what an answer, or a session, has to be. */
function pointerFor(id: string, { document, answers, reads }: CompiledContract): string {
  const [check = '', what = '', where = ''] = id.split('/');
  const session = answers.schemaOf(200) ?? answers.pointer;
  switch (check) {
    case 'status':
      return answers.clauseOf(Number(/\d+$/.exec(what)?.[0]));
    case 'content-type':
      return answers.contentOf(Number(what));
    case 'header': {
      const named = answers
        .headers(Number(what))
        .find(({ name }) => where.startsWith(`${name.toLowerCase()}.`));
      return named?.clause ?? answers.clauseOf(Number(what));
    }
    case 'json':
    case 'stack':
      return answers.schemaOf(Number(what)) ?? answers.clauseOf(Number(what));
    case 'schema': {
      const schema = answers.schemaOf(Number(what)) ?? answers.clauseOf(Number(what));
      const member = memberClause(schema, where);
      return at(document, member) === undefined ? schema : member;
    }
    case 'framing': // its status is not always known
    case 'secret':
      return answers.pointer; // an answer of any status may show one
    case 'live-view':
      return memberClause(session, 'browser_live_view_url');
    case 'uptime':
      return memberClause(session, 'usage');
    case 'error':
      return memberClause(answers.schemaOf(Number(what)) ?? answers.clauseOf(Number(what)), where);
    case 'made':
      return what === 'stray' ? answers.pointer.replace(/\/responses$/, '') : answers.clauseOf(404);
    case 'read':
      return reads.clauseOf(200);
    case 'reads':
      return reads.schemaOf(200) ?? reads.pointer;
    default:
      return memberClause(session, what.replaceAll('[]', ''));
  }
}
