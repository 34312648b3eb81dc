import type { ContractCase } from '../../model/case.js';
import type { Clause } from '../../model/clause.js';
import { sameJson, type Json } from '../../model/json.js';
import { at, type ContractDocument } from '../document.js';
import { operationOf } from '../operation.js';
import { sentencesIn } from './sentences.js';
import { withoutProse } from './prose.js';

/** A clause that rows by hand rest on, and that another document does not have as it was: a person has to decide. */
export interface OpenClause {
  readonly clause: Clause;
  /** `gone`: there is no such place. `reworded`: no such sentence. `changed`: the schema states something else. */
  readonly why: 'gone' | 'reworded' | 'changed';
  /** The ids of the rows. */
  readonly rows: readonly string[];
}

/**
 * The clauses, with their rows, that a person has to look at before the rows hold for a newer document.
 * @param before the document that the rows were written for.
 */
export function rowsNeedingAPerson(
  rows: readonly ContractCase[],
  before: ContractDocument,
  after: ContractDocument,
): OpenClause[] {
  const said = sentencesIn(after.root);
  const open = new Map<string, OpenClause>();
  for (const { id, source, clause } of rows) {
    if (source !== 'hand') continue;
    const key = `${clause.pointer} ${clause.text}`;
    const known = open.get(key);
    const why = known?.why ?? reasonFor(clause, said, { before, after });
    if (why !== undefined) open.set(key, { clause, why, rows: [...(known?.rows ?? []), id] });
  }
  return [...open.values()];
}

/** A sentence may move: what it says still holds. What a schema states is compared without its prose. */
function reasonFor(
  { pointer, text }: Clause,
  said: ReadonlySet<string>,
  { before, after }: { readonly before: ContractDocument; readonly after: ContractDocument },
): OpenClause['why'] | undefined {
  if (said.has(text)) return undefined;
  const there = at(after, placed(pointer, after));
  const here = at(before, placed(pointer, before));
  const isSentence = here !== undefined && sentencesIn(here).has(text);
  if (there === undefined) return 'gone';
  if (isSentence) return 'reworded';
  return sameJson(stated(here), stated(there)) ? undefined : 'changed';
}

function stated(value: Json | undefined): Json | undefined {
  return value === undefined ? undefined : withoutProse(value);
}

/** The PATCH of the operation in a pointer, whatever its path calls the parameter. */
const OPERATION = /^#\/paths\/~1browsers~1%7B[^/]+%7D\/patch/;

/** The same place of the operation in a document. */
function placed(pointer: string, document: ContractDocument): string {
  return pointer.replace(OPERATION, () => operationOf(document).pointer);
}
