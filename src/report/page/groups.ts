import { below, type ContractDocument } from '../../contract/document.js';
import { responsesOf } from '../../contract/declared-responses.js';
import { operationOf, requestSchemaOf } from '../../contract/operation.js';
import { canonical, isInside, membersOf, nameOf } from './pointers.js';
import type { JudgedStatement } from './states.js';

/** The statements about one field, one status, or one thing that a session shows. */
export interface Group {
  readonly name: string;
  readonly statements: readonly JudgedStatement[];
}

/** A part of the map. */
export interface Part {
  readonly title: string;
  readonly groups: readonly Group[];
}

const PARTS = [
  'What an update may name',
  'How it is answered',
  'What an answer shows',
  'The form of answers',
  'Rules',
] as const;

/** The statements as a map of the document: fields, statuses, members of answers, rules. */
export function mapOf(document: ContractDocument, statements: readonly JudgedStatement[]): Part[] {
  const place = placing(document);
  const parts = new Map(PARTS.map((title) => [title, new Map<string, JudgedStatement[]>()]));
  for (const statement of statements) {
    const { part, name } = place(statement);
    const groups = parts.get(part);
    const group = groups?.get(name) ?? [];
    groups?.set(name, group);
    group.push(statement);
  }
  return [...parts].map(([title, groups]) => ({
    title,
    groups: [...groups]
      .map(([name, inside]) => ({ name, statements: inside }))
      .sort(byOrder(title, document)),
  }));
}

interface Place {
  readonly part: (typeof PARTS)[number];
  readonly name: string;
}

function placing(document: ContractDocument): (statement: JudgedStatement) => Place {
  const fields = membersOf(document, requestSchemaOf(document));
  const { pointer: all, responses } = responsesOf(document);
  const statuses = Object.keys(responses).map(
    (status) => [status, canonical(document, below(all, status))] as const,
  );
  const shown = new Map(statuses.flatMap(([, response]) => [...bodyMembers(document, response)]));
  const request = operationOf(document).body?.pointer ?? operationOf(document).pointer;
  return ({ pointer, isForm }) => {
    if (isForm === true)
      return { part: PARTS[3], name: (nameOf(pointer, shown) ?? '').split(' › ')[0] ?? '' };
    const field = nameOf(pointer, fields) ?? (isInside(pointer, request) ? '' : undefined);
    if (field !== undefined) return { part: PARTS[0], name: field === '' ? 'the body' : field };
    const status = statuses.find(([, response]) => isInside(pointer, response));
    if (status !== undefined) return { part: PARTS[1], name: status[0] };
    const member = nameOf(pointer, shown);
    if (member !== undefined) return { part: PARTS[2], name: member };
    return { part: PARTS[4], name: isInside(pointer, '#/paths') ? 'the operation' : 'the API' };
  };
}

/** The places in the body of an answer, each named by the outermost member that holds it. */
function bodyMembers(document: ContractDocument, response: string): Map<string, string> {
  const found = new Map<string, string>();
  const schema = below(response, 'content', 'application/json', 'schema');
  const body = canonical(document, schema);
  for (const [place, name] of membersOf(document, schema)) {
    const outer = name.includes('.') || name.includes('[]') ? (name.split(/[.[]/)[0] ?? '') : '';
    const whole = body.split('/').at(-1) ?? 'body';
    found.set(place, outer === '' ? whole : `${whole} › ${outer}`);
  }
  return found;
}

/** Fields in the order of the document, statuses ascending; what belongs to a whole comes before its members. */
function byOrder(title: string, document: ContractDocument): (a: Group, b: Group) => number {
  const names = ['the body', ...new Set(membersOf(document, requestSchemaOf(document)).values())];
  if (title !== PARTS[0]) return (a, b) => (a.name < b.name ? -1 : 1);
  return (a, b) => names.indexOf(a.name) - names.indexOf(b.name);
}
