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
 * Derives cases from every statement of a request schema: what it lets in next to what it shuts out.
 *
 * Each body was checked against the document: accepted and mended ones fit, refused ones fail in the one statement
 * they are about. What could not be shown that way is listed, never left out in silence.
 * @param schemaPointer where the schema of the request body stands.
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
        // Equal statements of several parts are one; a part met again in another branch has had its turn.
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

  /** Drafts the cases of a statement; says why when they are missing or one-sided. */
  function state(statement: Statement): string | undefined {
    const { part, keyword, value } = statement;
    const strange = notUnderstood(keyword, value);
    if (strange !== undefined) return strange;
    if (!isDerived(keyword)) return 'No cases are derived from this keyword.';
    if (keyword === '$ref' && isCircular(part)) {
      return 'The reference leads back to a schema that it stands in; cases stop here.';
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

/** A branch's own `type`, and the `required` that merely picks it, are what `oneOf` and `anyOf` are tried with. */
function isCoveredByChoice({ location, part, keyword }: Statement): boolean {
  const choice = part.chain.at(-1) ?? '';
  if (!part.branch || !location.chosen.has(choice)) return false;
  if (keyword === 'type' || keyword === 'nullable') return true;
  const picks = (name: string): boolean => name === 'required' || name === 'type' || isAnnotation(name);
  return keyword === 'required' && Object.keys(part.schema).every((name) => picks(name));
}
