import { at, type ContractDocument } from '../../contract/document.js';
import { requestSchemaOf } from '../../contract/operation.js';
import { pinnedDocument } from '../../contract/pinned-document.js';
import { samePlace } from '../../contract/places.js';
import { schemaChecker, type Fault, type SchemaChecker } from '../../contract/request-validator.js';
import { statedAt } from '../../contract/schema-locations.js';
import { isObject, memberPath, type Json } from '../../model/json.js';
import { isPlaceholder } from './placeholders.js';

const checkers = new WeakMap<ContractDocument, SchemaChecker>();

/** What is wrong with a body by the document, its placeholders taken as they stand. */
export function faultsOf(document: ContractDocument, body: Json): Fault[] {
  const checker = checkers.get(document) ?? schemaChecker(document);
  checkers.set(document, checker);
  return checker.faults(requestSchemaOf(document), body);
}

/** What is wrong with a body whatever its placeholders are filled with. */
export function problemsOf(document: ContractDocument, body: Json): string[] {
  const unknown = placeholdersIn(body, '');
  return faultsOf(document, body)
    .filter((fault) => !unknown.some((location) => mayStemFrom(location, fault)))
    .map(({ location, message }) => `${location || 'the body'} ${message}`);
}

/** Where a body has placeholders, as JSON pointers into it. */
function placeholdersIn(body: Json, location: string): string[] {
  if (typeof body === 'string') return isPlaceholder(body) ? [location] : [];
  const members = Array.isArray(body) || isObject(body) ? Object.entries(body) : [];
  return members.flatMap(([name, member]) => {
    const step = name.replaceAll('~', '~0').replaceAll('/', '~1');
    return placeholdersIn(member, `${location}/${step}`);
  });
}

/** A placeholder is filled with some text. A choice between schemas may fail for what is wrong further inside. */
const CHOICES: readonly string[] = ['oneOf', 'anyOf', 'not', 'if'];

function mayStemFrom(placeholder: string, { location, keyword }: Fault): boolean {
  if (placeholder === location) return keyword !== 'type';
  return CHOICES.includes(keyword) && placeholder.startsWith(`${location}/`);
}

/** The first member that a body names, the pinned document describes in a request, and the document in use does not. */
export function memberGone(document: ContractDocument, body: Json | undefined): string | undefined {
  return pathsIn(body, '').find((path) => {
    const place = { kind: 'request', path } as const;
    return samePlace(pinnedDocument(), place) !== undefined && samePlace(document, place) === undefined;
  });
}

function pathsIn(body: Json | undefined, path: string): string[] {
  if (Array.isArray(body)) return body.flatMap((item) => pathsIn(item, `${path}[]`));
  const members = isObject(body) ? Object.entries(body) : [];
  return members.flatMap(([name, member]) => {
    const inner = memberPath(path, name);
    return [inner, ...pathsIn(member, inner)];
  });
}

/**
 * A body brought to the document in use. What that requires and the pinned one does not is added, each member with a valid
 * value, and a number within the pinned bounds is moved into those in use: rows that are about something else need not know
 * them. What a row leaves empty stays empty.
 * @param valueFor a valid value for a member, by its path; undefined where it is to be left out.
 */
export function completed(
  document: ContractDocument,
  body: Json,
  valueFor: (path: string) => Json | undefined,
): Json {
  const complete = (value: Json, path: string): Json => {
    if (typeof value === 'number') return moved(document, value, path);
    if (!isObject(value) || Object.keys(value).length === 0) return value;
    const members = Object.entries(value).map(
      ([name, member]) => [name, complete(member, memberPath(path, name))] as const,
    );
    const added = requiredAt(document, path)
      .filter((name) => !Object.hasOwn(value, name) && !requiredAt(pinnedDocument(), path).includes(name))
      .flatMap((name) => {
        const example = valueFor(memberPath(path, name));
        return example === undefined ? [] : [[name, example] as const];
      });
    return Object.fromEntries([...members, ...added]);
  };
  return complete(body, '');
}

/** A number that only the document in use rules out, moved into its bounds; different ones stay different where they can. */
function moved(document: ContractDocument, value: number, path: string): number {
  const [least, most] = boundsAt(document, path);
  const [pinnedLeast, pinnedMost] = boundsAt(pinnedDocument(), path);
  const isInside = value >= least && value <= most;
  if (isInside || value < pinnedLeast || value > pinnedMost || !Number.isInteger(value)) return value;
  if (!Number.isFinite(most - least)) return Number.isFinite(least) ? least : most;
  return least + (value % (most - least + 1));
}

function boundsAt(document: ContractDocument, path: string): [least: number, most: number] {
  const bound = (keyword: 'minimum' | 'maximum', none: number): number => {
    const stated = statedAt(document, requestSchemaOf(document), path.split('.'), keyword);
    return typeof stated === 'number' ? Math.trunc(stated) : none;
  };
  return [bound('minimum', -Infinity), bound('maximum', Infinity)];
}

/** The members that every object at a place must have. */
function requiredAt(document: ContractDocument, path: string): string[] {
  const { pointers = [] } = samePlace(document, { kind: 'request', path }) ?? {};
  return pointers
    .filter((pointer) => !/\/(?:oneOf|anyOf|if|then|else)(?:\/|$)/.test(pointer)) // a branch of a choice requires nothing
    .flatMap((pointer) => {
      const schema = at(document, pointer);
      return isObject(schema) && Array.isArray(schema.required) ? schema.required : [];
    })
    .filter((name) => typeof name === 'string');
}
