import { at, below, type ContractDocument } from '../../contract/document.js';
import { responsesOf } from '../../contract/declared-responses.js';
import type { Requirement } from '../../contract/requirements.js';
import { isAnnotation } from '../../contract/schema.js';
import { isObject, type Json } from '../../model/json.js';
import type { NotCovered } from '../../model/not-covered.js';
import type { InventoryCase, RunRecord } from '../../model/run-record.js';
import { requestSchemaOf } from '../../contract/operation.js';
import { canonical, membersOf } from './pointers.js';

/** One thing that the document states, and who looks at it: cases of its own, checks of every answer, or nobody. */
export interface Statement {
  readonly id: string;
  /** A few words: `minimum 320`, `proxy by id`. */
  readonly label: string;
  /** The document's own sentence, or what the schema states. */
  readonly words: string;
  /** Without a reference on its way. */
  readonly pointer: string;
  /** Ids of the cases that rest on it. */
  readonly cases: readonly string[];
  /** The checks that hold every answer to it. */
  readonly checks: readonly string[];
  /** Is it about the form of a member of an answer? */
  readonly isForm?: true;
  /** The statuses of the answers that it is about, as the document has them: `400`, `4XX`, `default`. */
  readonly status?: string;
  /** Why no case can rest on it. */
  readonly none?: string;
}

const FORM: readonly string[] = ['schema', 'strict-schema'];
const LONGEST_VALUE = 22;

/** Everything that the document states of the operation, in the order of the document's fields, statuses and rules. */
export function statementsOf(
  document: ContractDocument,
  requirements: readonly Requirement[],
  { inventory, notCovered = [] }: Pick<RunRecord, 'inventory' | 'notCovered'>,
): Statement[] {
  const ofCases = byClause(document, inventory);
  const taken = new Set(ofCases.map(({ pointer }) => pointer));
  const known = new Set(ofCases.map(({ id }) => id));
  return [
    ...ofCases,
    ...requirements.flatMap((one) => (known.has(one.id) ? [] : withoutCases(document, one))),
    ...uncovered(document, taken),
    ...ofAnswers(document),
    ...notCovered.flatMap((one) => (one.of === undefined ? [] : [uncheckedStatement(document, one)])),
  ];
}

/** What the document states about answers, and nothing checks. */
function uncheckedStatement(
  document: ContractDocument,
  { pointer, keyword, path, of }: NotCovered,
): Statement {
  const value = at(document, pointer);
  const shared = { id: pointer, pointer, cases: [], checks: [] };
  const words = `${keyword}: ${JSON.stringify(value)}`;
  return of === 'operation'
    ? { ...shared, label: path, words }
    : { ...shared, label: keywordLabel(pointer, value), words, isForm: true };
}

/** The statements that cases of this run rest on. */
function byClause(document: ContractDocument, inventory: readonly InventoryCase[]): Statement[] {
  const groups = new Map<string, InventoryCase[]>();
  for (const listed of inventory) {
    if (listed.statuses.length === 0) continue; // a plain Mocha test rests on no clause
    const key = listed.clause.id ?? listed.clause.pointer;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(listed);
  }
  return [...groups].flatMap(([id, cases]) => {
    const [first] = cases;
    if (first === undefined) return [];
    const pointer = canonical(document, first.clause.pointer);
    const label = first.clause.id?.replaceAll('-', ' ') ?? keywordLabel(pointer, at(document, pointer));
    return [{ id, label, words: first.clause.text, pointer, cases: cases.map((one) => one.id), checks: [] }];
  });
}

/** A sentence that no case of this run rests on; none where the document in use does not have it. */
function withoutCases(document: ContractDocument, requirement: Requirement): Statement[] {
  const { id, text, checks, none } = requirement;
  const pointer = canonical(document, requirement.pointer);
  if (at(document, pointer) === undefined) return [];
  const label = id.replaceAll('-', ' ');
  const statement = { id, label, words: text, pointer, cases: [], checks };
  return [none === undefined ? statement : { ...statement, none }];
}

/** The keywords of the request schema that no case rests on. */
function uncovered(document: ContractDocument, taken: ReadonlySet<string>): Statement[] {
  return [...membersOf(document, requestSchemaOf(document)).keys()].flatMap((place) => {
    const schema = at(document, place);
    if (!isObject(schema)) return [];
    return Object.entries(schema).flatMap(([keyword, value]) => {
      const pointer = below(place, keyword);
      if (isAnnotation(keyword) || STRUCTURE.includes(keyword) || taken.has(pointer)) return [];
      if (isBranch(place) && ['type', 'required'].includes(keyword)) return [];
      const words = `${keyword}: ${JSON.stringify(value)}`;
      return [{ id: pointer, label: keywordLabel(pointer, value), words, pointer, cases: [], checks: [] }];
    });
  });
}

const STRUCTURE = ['properties', 'items', 'allOf', 'anyOf', '$ref'];

/** The cases of the whole cover what its branches say of type and members. */
function isBranch(place: string): boolean {
  return /\/(?:allOf|anyOf|oneOf)\/\d+$/.test(place);
}

/** What every answer is held to: its content type, and the members of its body. */
function ofAnswers(document: ContractDocument): Statement[] {
  const { pointer, responses } = responsesOf(document);
  const bodies = new Set<string>();
  return Object.keys(responses).flatMap((status): Statement[] => {
    const response = canonical(document, below(pointer, status));
    const content = at(document, below(response, 'content'));
    if (!isObject(content)) return [];
    const type: Statement = {
      ...{
        id: `${status}/content-type`,
        label: Object.keys(content).join(', '),
        pointer: below(response, 'content'),
      },
      words: `A ${status} has a body of the type ${Object.keys(content).join(' or ')}.`,
      ...{ cases: [], checks: ['content-type', 'json'], status },
    };
    const members = Object.keys(content).flatMap((name) => {
      const body = canonical(document, below(response, 'content', name, 'schema'));
      if (bodies.has(body)) return [];
      bodies.add(body);
      return [...membersOf(document, body)].flatMap(([place, path]) =>
        path === '' || path.includes('[]') ? [] : [memberStatement(document, place, path)],
      );
    });
    return [type, ...members];
  });
}

function memberStatement(document: ContractDocument, place: string, path: string): Statement {
  const schema = at(document, place);
  const { type, format } = isObject(schema) ? schema : {};
  const form = [type, format].filter((part) => typeof part === 'string').join(', ');
  const words = form === '' ? `${path} has the form that its schema gives.` : `${path}: ${form}`;
  return { id: `member:${place}`, label: path, words, pointer: place, cases: [], checks: FORM, isForm: true };
}

function keywordLabel(pointer: string, value: Json | undefined): string {
  const keyword = pointer.split('/').at(-1) ?? '';
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  return text.length > LONGEST_VALUE || typeof value === 'object' ? keyword : `${keyword} ${text}`;
}
