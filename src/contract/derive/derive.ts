import type { ContractDocument } from '../document.js';
import { isEndless } from '../guarded-pattern.js';
import type { Json } from '../../model/json.js';
import { schemaChecker } from '../request-validator.js';
import { isAnnotation, notUnderstood } from '../schema.js';
import { createWriter, type Draft } from './drafts.js';
import type { NotCovered } from '../../model/not-covered.js';
import type { DerivedCase } from './derived-case.js';
import { unsentValues } from './constants.js';
import { discriminatorReason } from './discriminator.js';
import { HANDLERS, isDerived } from './handlers.js';
import { bodyLocation, isCircular } from './location.js';
import { createSampler, type Hints } from './sample.js';
import { assignIds } from './assign-ids.js';
import { outermostFirst, statementsBelow } from './statements.js';
import type { Statement } from './variant.js';

export type { DerivedCase } from './derived-case.js';
export type { Hints } from './sample.js';

/** A run of more would take hours. */
const MOST_CASES = 3000;

/**
 * Derives cases from every statement of a request schema: values that it accepts and values that it rejects.
 *
 * Each body was checked against the document: accepted and mended ones are valid, refused ones violate the statement
 * under test. A statement without such bodies is listed as not covered, never skipped.
 * @param schemaPointer JSON pointer of the schema of the request body.
 * @param hints values that exist where the cases run, by property path (`profile.id`, `tags[]`, `body`): the first is
 *   the valid value of its location. Placeholders (`<profile>`) are taken to fit once they are filled in.
 * @throws Error when the pointer or a `$ref` leads nowhere.
 */
export function deriveCases(
  document: ContractDocument,
  schemaPointer: string,
  hints: Hints,
): { cases: DerivedCase[]; notCovered: NotCovered[] } {
  const checker = schemaChecker(document);
  const sampler = createSampler(document, checker, hints);
  const tools = { document, sampler };
  const write = createWriter(document, checker, schemaPointer, sampler);
  const drafts: Draft[] = [];

  /** Drafts the cases of a statement. @returns why they are missing or one-sided, if they are. */
  function state(statement: Statement): string | undefined {
    const { part, keyword, value } = statement;
    if (keyword === 'discriminator') return discriminatorReason(statement, document);
    const problem = notUnderstood(keyword, value);
    if (problem !== undefined && keyword !== 'readOnly') return problem;
    if (!isDerived(keyword)) return 'No cases are derived from this keyword.';
    if (keyword === '$ref' && isCircular(part)) {
      return 'The reference is circular; derivation stops here.';
    }
    const handler = Object.hasOwn(HANDLERS, keyword) ? HANDLERS[keyword] : undefined;
    if (handler === undefined || isCoveredByChoice(statement)) return undefined;
    if (!sampler.begin() || drafts.length >= MOST_CASES) {
      return `Derivation had stopped before this statement, after ${drafts.length} cases.`;
    }
    const variants = handler(statement, tools);
    if (typeof variants === 'string') return variants;
    if (variants.length === 0) return undefined;
    const { drafts: written, reason } = write(statement, variants);
    drafts.push(...written);
    return reason ?? leftOutOf(keyword, value);
  }

  const { statements, leftOut } = statementsBelow(document, bodyLocation(document, schemaPointer));
  const notCovered = new Map<string, NotCovered>();
  for (const statement of outermostFirst(statements)) {
    const { pointer, keyword, location } = statement;
    const reason = orWhy(() => state(statement));
    if (reason !== undefined) notCovered.set(pointer, { pointer, keyword, path: location.name, reason });
  }
  const position = new Map(statements.map((statement, index) => [statement, index]));
  drafts.sort((a, b) => (position.get(a.statement) ?? 0) - (position.get(b.statement) ?? 0));
  return { cases: assignIds(drafts), notCovered: [...notCovered.values(), ...leftOut] };
}

/** What the cases of a statement leave out. */
function leftOutOf(keyword: string, value: Json): string | undefined {
  if (keyword === 'enum') return unsentValues(value);
  const isStopped = keyword === 'pattern' && typeof value === 'string' && isEndless(value);
  return isStopped ? 'The pattern backtracks for ever on some texts: they were left out.' : undefined;
}

/** One statement never ends the derivation of the others. */
function orWhy(state: () => string | undefined): string | undefined {
  try {
    return state();
  } catch (error) {
    return `Deriving its cases failed: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** The cases of a `oneOf` or `anyOf` cover a branch's own `type`, and a `required` that merely selects the branch. */
function isCoveredByChoice({ location, part, keyword }: Statement): boolean {
  const choice = part.chain.at(-1) ?? '';
  if (!part.branch || !location.chosen.has(choice)) return false;
  if (keyword === 'type' || keyword === 'nullable') return true;
  const picks = (name: string): boolean => name === 'required' || name === 'type' || isAnnotation(name);
  return keyword === 'required' && Object.keys(part.schema).every((name) => picks(name));
}
