import { below, type ContractDocument } from '../document.js';
import type { Json } from '../../model/json.js';
import type { Fault, SchemaChecker } from '../request-validator.js';
import { reach } from './branches.js';
import type { Statement } from './variant.js';

/** Does an invalid body violate the statement under test alone, among others about the same value, or only others? */
export type Blame = 'alone' | 'among others' | 'elsewhere';

/** Keywords whose violations are reported by the schemas below them. */
const DEEP = ['oneOf', 'anyOf', 'not', 'propertyNames'];

/**
 * Makes the judge of refused bodies: is the body invalid, and because of the statement under test?
 *
 * Errors of a choice that contains the statement, and of its other branches, are unavoidable. `among others` means that
 * another statement about the same value is violated too, as by "" under `minLength` and `pattern`.
 */
export function createBlame(
  document: ContractDocument,
  checker: SchemaChecker,
  schemaPointer: string,
): (statement: Statement, body: Json) => Blame {
  const reached = new Map<string, ReadonlySet<string>>();
  const reachOf = (pointer: string): ReadonlySet<string> => {
    const known = reached.get(pointer) ?? reach(document, pointer);
    reached.set(pointer, known);
    return known;
  };

  return (statement, body) => {
    const faults = checker.faults(schemaPointer, body);
    const own = faults.filter((fault) => isOwn(statement, fault));
    if (own.length === 0) return 'elsewhere';
    const nested = [
      ...statement.part.chain,
      ...(DEEP.includes(statement.keyword) ? [statement.pointer] : []),
    ];
    const explained = (fault: Fault): boolean =>
      isOwn(statement, fault) ||
      nested.some(
        (pointer) => pointer === below(fault.schema, fault.keyword) || reachOf(pointer).has(fault.schema),
      );
    const others = faults.filter((fault) => !explained(fault));
    if (others.length === 0) return 'alone';
    return others.every((fault) => own.some((mine) => mine.location === fault.location))
      ? 'among others'
      : 'elsewhere';
  };
}

/** Ajv reports a schema `false` as `not`. */
function isOwn({ part, keyword, value }: Statement, fault: Fault): boolean {
  if (value === false && fault.schema === below(part.pointer, keyword)) return true;
  if (keyword === 'properties')
    return fault.schema.startsWith(below(part.pointer, keyword)) && fault.keyword === 'not';
  return fault.schema === part.pointer && fault.keyword === keyword;
}
