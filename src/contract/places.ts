import { isObject } from '../model/json.js';
import { keysFor, responsesOf } from './declared-responses.js';
import { at, below, follow, type ContractDocument } from './document.js';
import { isJson } from './media-type.js';
import { membersBelow } from './members.js';
import { operationOf } from './operation.js';

/**
 * Where a document says something of the operation, whatever it calls its components and its path parameter. The path of
 * a member is empty for the whole body.
 */
export type Place =
  | { readonly kind: 'operation' | 'path parameter' | 'request body' | 'security scheme' }
  | { readonly kind: 'request'; readonly path: string }
  | { readonly kind: 'response'; readonly status: string }
  | { readonly kind: 'answer'; readonly status: string; readonly path: string };

/** A place with the JSON pointers that lead to it: the reference, what it refers to, the parts of an allOf. */
export interface Located {
  readonly place: Place;
  readonly pointers: readonly string[];
}

const known = new WeakMap<ContractDocument, readonly Located[]>();

/** Every place of a document, those of the request before those of answers. */
function placesOf(document: ContractDocument): readonly Located[] {
  const places = known.get(document) ?? find(document);
  known.set(document, places);
  return places;
}

/**
 * The places that a pointer leads into, with the steps that remain; several where a schema has several uses.
 * @returns none where the pointer leads to nothing of the operation.
 */
export function placesAt(
  document: ContractDocument,
  pointer: string,
): { readonly places: readonly Place[]; readonly rest: string } {
  let places: Place[] = [];
  let longest = '';
  for (const { place, pointers } of placesOf(document)) {
    for (const outer of pointers) {
      const isInside = pointer === outer || pointer.startsWith(`${outer}/`);
      if (!isInside || outer.length < longest.length) continue;
      if (outer.length > longest.length) places = [];
      longest = outer;
      places.push(place);
    }
  }
  return { places, rest: pointer.slice(longest.length) };
}

/** The same place in another document; a status may be declared by a range (`4XX`) or by `default` there. */
export function samePlace(document: ContractDocument, place: Place): Located | undefined {
  const candidates =
    'status' in place ? keysFor(place.status).map((status) => ({ ...place, status })) : [place];
  const index = indexOf(document);
  return candidates.flatMap((candidate) => index.get(JSON.stringify(candidate)) ?? [])[0];
}

const indexed = new WeakMap<ContractDocument, ReadonlyMap<string, Located>>();

/** The places of a document by what they are: each case asks whether its statuses are declared. */
function indexOf(document: ContractDocument): ReadonlyMap<string, Located> {
  const known = indexed.get(document);
  if (known !== undefined) return known;
  const index = new Map<string, Located>();
  for (const located of placesOf(document)) {
    const key = JSON.stringify(located.place);
    if (!index.has(key)) index.set(key, located);
  }
  indexed.set(document, index);
  return index;
}

function find(document: ContractDocument): Located[] {
  const { pointer, body } = operationOf(document);
  const request =
    body === undefined ? new Map<string, readonly string[]>() : membersBelow(document, body.schema);
  const bodies = body === undefined ? [] : [...new Set([below(pointer, 'requestBody'), body.pointer])];
  return [
    { place: { kind: 'operation' }, pointers: [pointer] },
    ...pathParameter(document, pointer),
    ...(body === undefined ? [] : [{ place: { kind: 'request body' }, pointers: bodies } as const]),
    ...[...request].map(([path, pointers]) => ({ place: { kind: 'request', path }, pointers }) as const),
    ...answers(document),
    ...securityScheme(document, pointer),
  ];
}

/** The shape of the path has one parameter. */
function pathParameter(document: ContractDocument, operation: string): Located[] {
  const item = operation.slice(0, operation.lastIndexOf('/'));
  for (const list of [below(operation, 'parameters'), below(item, 'parameters')]) {
    const parameters = at(document, list);
    if (!Array.isArray(parameters)) continue;
    for (const index of parameters.keys()) {
      const declared = below(list, index);
      const { pointer, value } = follow(document, declared);
      if (!isObject(value) || value.in !== 'path') continue;
      return [{ place: { kind: 'path parameter' }, pointers: [...new Set([declared, pointer])] }];
    }
  }
  return [];
}

function answers(document: ContractDocument): Located[] {
  const { pointer, responses } = responsesOf(document);
  return Object.keys(responses).flatMap((status): Located[] => {
    const declared = below(pointer, status);
    const response = follow(document, declared);
    const content =
      isObject(response.value) && isObject(response.value.content) ? response.value.content : {};
    const members = Object.keys(content)
      .filter((type) => isJson(type))
      .map((type) => below(response.pointer, 'content', type, 'schema'))
      .filter((schema) => at(document, schema) !== undefined)
      .flatMap((schema) => [...membersBelow(document, schema)]);
    return [
      { place: { kind: 'response', status }, pointers: [...new Set([declared, response.pointer])] },
      ...members.map(([path, pointers]) => ({ place: { kind: 'answer', status, path }, pointers }) as const),
    ];
  });
}

/** The scheme that the operation names first, or the document for all operations. */
function securityScheme(document: ContractDocument, operation: string): Located[] {
  const named = at(document, below(operation, 'security')) ?? document.root.security;
  const first = Array.isArray(named) ? named[0] : undefined;
  const [name] = isObject(first) ? Object.keys(first) : [];
  if (name === undefined) return [];
  const declared = below('#/components/securitySchemes', name);
  if (at(document, declared) === undefined) return [];
  const { pointer } = follow(document, declared);
  return [{ place: { kind: 'security scheme' }, pointers: [...new Set([declared, pointer])] }];
}
