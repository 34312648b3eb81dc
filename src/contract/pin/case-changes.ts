import { deriveCases, type DerivedCase } from '../derive/derive.js';
import type { ContractDocument } from '../document.js';
import { requestSchemaOf } from '../operation.js';
import { isDeepStrictEqual } from 'node:util';

/** How the cases that are derived from one document differ from those of another one, by their ids. */
export interface CaseChanges {
  readonly before: number;
  readonly after: number;
  readonly fresh: readonly string[];
  readonly gone: readonly string[];
  /** Another body, or the other intent. */
  readonly changed: readonly string[];
  /** The members of the body that the later document's cases are about. */
  readonly fields: readonly string[];
  /** Statements of the later document without a case, each in a whole sentence. */
  readonly notCovered: readonly {
    readonly pointer: string;
    readonly keyword: string;
    readonly reason: string;
  }[];
}

/** @throws Error in a whole sentence where cases cannot be derived. */
export function caseChanges(before: ContractDocument, after: ContractDocument): CaseChanges {
  const earlier = derive(before);
  const later = derive(after);
  const old = new Map(earlier.cases.map((one) => [one.id, one]));
  const ids = new Set(later.cases.map(({ id }) => id));
  return {
    before: earlier.cases.length,
    after: later.cases.length,
    fresh: later.cases.filter(({ id }) => !old.has(id)).map(({ id }) => id),
    gone: earlier.cases.filter(({ id }) => !ids.has(id)).map(({ id }) => id),
    changed: later.cases.filter((one) => isChanged(old.get(one.id), one)).map(({ id }) => id),
    fields: [...new Set(later.cases.map(({ field }) => field))].filter((field) => field !== ''),
    notCovered: later.notCovered,
  };
}

function derive(document: ContractDocument): ReturnType<typeof deriveCases> {
  return deriveCases(document, requestSchemaOf(document), {});
}

function isChanged(before: DerivedCase | undefined, { intent, body }: DerivedCase): boolean {
  return before !== undefined && (before.intent !== intent || !isDeepStrictEqual(before.body, body));
}
