import { below, type ContractDocument } from '../document.js';
import type { Json } from '../../model/json.js';
import type { Fault, SchemaChecker } from '../request-validator.js';
import { reach } from './branches.js';
import type { Statement } from './variant.js';

/** How well a broken value shows one statement: `alone`, `with others of the same value`, or not at all. */
export type Blame = 'alone' | 'among others' | 'elsewhere';

/** Keywords that fail in the wake of a broken branch: what it would have described is then described by nothing. */
const WAKE = ['unevaluatedProperties', 'unevaluatedItems'];
/** Keywords whose breach lies in the schemas below them. */
const DEEP = [
  'oneOf',
  'anyOf',
  'not',
  'contains',
  'minContains',
  'maxContains',
  'propertyNames',
  'if',
  'dependentSchemas',
];

/**
 * Makes the judge of refused bodies: is the body invalid, and because of the statement under test?
 *
 * Errors of a choice that the statement stands in, and of its other branches, come along unavoidably. Where another
 * statement about the very same value is broken too, as by "" under `minLength` and `pattern`, the answer says so.
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
    const inWake = statement.part.chain.length > 0 || DEEP.includes(statement.keyword);
    const nested = [
      ...statement.part.chain,
      ...(DEEP.includes(statement.keyword) ? deepPointers(statement) : []),
    ];
    const explained = (fault: Fault): boolean =>
      isOwn(statement, fault) ||
      nested.some(
        (pointer) => pointer === below(fault.schema, fault.keyword) || reachOf(pointer).has(fault.schema),
      ) ||
      (inWake && WAKE.includes(fault.keyword));
    const others = faults.filter((fault) => !explained(fault));
    if (others.length === 0) return 'alone';
    return others.every((fault) => own.some((mine) => mine.place === fault.place))
      ? 'among others'
      : 'elsewhere';
  };
}

/** Ajv reports `minContains` and `maxContains` under `contains`, and a schema `false` as `not`. */
function isOwn({ part, keyword, value }: Statement, fault: Fault): boolean {
  if (value === false && fault.schema === below(part.pointer, keyword)) return true;
  if (keyword === 'properties')
    return fault.schema.startsWith(below(part.pointer, keyword)) && fault.keyword === 'not';
  const reported = ['minContains', 'maxContains'].includes(keyword) ? 'contains' : keyword;
  return fault.schema === part.pointer && fault.keyword === reported;
}

function deepPointers({ part, keyword, pointer }: Statement): string[] {
  return ['minContains', 'maxContains'].includes(keyword) ? [below(part.pointer, 'contains')] : [pointer];
}
