import { below, type ContractDocument } from '../document.js';
import { schemaChecker } from '../request-validator.js';
import { isAnnotation, notUnderstood } from '../schema.js';
import { createWriter, type Draft } from './drafts.js';
import type { DerivedCase, NotCovered } from './derived-case.js';
import { openBranches } from './branches.js';
import { HANDLERS, isDerived } from './handlers.js';
import { bodyLocation, isCircular, type Part, type Location } from './location.js';
import { locationsBelow } from './locations-below.js';
import { createSampler, type Hints } from './sample.js';
import { assignIds } from './assign-ids.js';
import type { Statement } from './variant.js';

export type { DerivedCase, NotCovered } from './derived-case.js';
export type { Hints } from './sample.js';

/**
 * Derives cases from every statement of a request schema: values that it accepts and values that it rejects.
 *
 * Each body was checked against the document: accepted and mended ones are valid, refused ones violate the statement
 * under test. A statement without such bodies is listed as not covered, never skipped.
 * @param schemaPointer JSON pointer of the schema of the request body.
 * @param hints values that exist where the cases run, by property path (`profile.id`, `tags[]`, `body`): the first is
 *   the valid value of its location. Placeholders (`<profile>`) are taken to fit once they are filled in.
 * @throws Error listing equal ids if two cases would have the same id; and when the pointer or a `$ref` leads nowhere.
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
  const notCovered = new Map<string, NotCovered>();
  const done = new Set<string>();

  function visit(location: Location): void {
    for (const part of location.parts) {
      for (const [keyword, value] of part.silent ? [] : Object.entries(part.schema)) {
        // Equal statements of several parts are one; a part may also recur in another branch.
        const key = `${location.name} ${keyword} ${JSON.stringify(value)} ${threshold(part, keyword)}`;
        if (isAnnotation(keyword) || done.has(key)) continue;
        done.add(key);
        const pointer = below(part.pointer, keyword);
        const reason = state({ location, part, keyword, value, pointer });
        if (reason !== undefined) notCovered.set(pointer, { pointer, keyword, reason });
      }
    }
    for (const child of locationsBelow(document, location)) visit(child);
    for (const branch of openBranches(document, location)) visit(branch.location);
  }

  /** Drafts the cases of a statement. @returns why they are missing or one-sided, if they are. */
  function state(statement: Statement): string | undefined {
    const { part, keyword, value } = statement;
    const problem = notUnderstood(keyword, value);
    if (problem !== undefined) return problem;
    if (!isDerived(keyword)) return 'No cases are derived from this keyword.';
    if (keyword === '$ref' && isCircular(part)) {
      return 'The reference is circular; derivation stops here.';
    }
    const handler = Object.hasOwn(HANDLERS, keyword) ? HANDLERS[keyword] : undefined;
    if (handler === undefined || isCoveredByChoice(statement)) return undefined;
    const variants = handler(statement, tools);
    if (typeof variants === 'string') return variants;
    if (variants.length === 0) return undefined;
    const { drafts: written, reason } = write(statement, variants);
    drafts.push(...written);
    return reason;
  }

  visit(bodyLocation(document, schemaPointer));
  return { cases: assignIds(drafts), notCovered: [...notCovered.values()] };
}

/** The bound that makes a 3.0 `exclusiveMinimum: true` a statement of its own. */
function threshold(part: Part, keyword: string): string {
  const bound = { exclusiveMinimum: 'minimum', exclusiveMaximum: 'maximum' }[keyword];
  return JSON.stringify(bound === undefined ? null : (part.schema[bound] ?? null));
}

/** The cases of a `oneOf` or `anyOf` cover a branch's own `type`, and a `required` that merely selects the branch. */
function isCoveredByChoice({ location, part, keyword }: Statement): boolean {
  const choice = part.chain.at(-1) ?? '';
  if (!part.branch || !location.chosen.has(choice)) return false;
  if (keyword === 'type' || keyword === 'nullable') return true;
  const picks = (name: string): boolean => name === 'required' || name === 'type' || isAnnotation(name);
  return keyword === 'required' && Object.keys(part.schema).every((name) => picks(name));
}
