import { isObject, type Json, type JsonObject } from '../model/json.js';
import { at, below, follow, shownPointer, type ContractDocument } from './document.js';
import { operationOf } from './operation.js';

/** Name of the header, in lower case, that takes the key as it is; undefined where it goes as a bearer token. */
export type KeyHeader = string | undefined;

/**
 * How the document has the operation authenticate. Of alternatives, the first that this suite can use counts; without
 * any, keys go as bearer tokens.
 * @throws Error in a whole sentence where none of them can be used.
 */
export function keyHeaderOf(document: ContractDocument): KeyHeader {
  const { pointer, alternatives } = requirementsOf(document);
  const asked = alternatives.filter(({ names }) => names.length > 0);
  if (asked.length === 0) return undefined;
  const used = usedOf(document, asked);
  if (used === undefined) {
    const found = asked.map(({ names }) =>
      names.map((name) => described(schemeOf(document, name))).join(' with '),
    );
    throw new Error(
      `The contract document ${document.file} cannot be used: at ${shownPointer(pointer)} it asks for ${found.join(' or ')}, and keys can only be sent as bearer tokens or in a header.`,
    );
  }
  const { type, name } = schemeOf(document, used.names[0] ?? '');
  return type !== 'http' && typeof name === 'string' ? name.toLowerCase() : undefined;
}

/** JSON pointers of the ways to authenticate, or of parts of them, that this suite does not use. */
export function unusedAlternatives(document: ContractDocument): string[] {
  const { alternatives } = requirementsOf(document);
  const used = usedOf(document, alternatives);
  return alternatives.filter((one) => one.names.length > 0 && one !== used).map(({ pointer }) => pointer);
}

/** JSON pointer of what lets requests in without a key; undefined where nothing does. */
export function anonymousAt(document: ContractDocument): string | undefined {
  const { pointer, alternatives, isStated } = requirementsOf(document);
  if (isStated && alternatives.length === 0) return pointer;
  return alternatives.find(({ names }) => names.length === 0)?.pointer;
}

interface Alternative {
  readonly pointer: string;
  readonly names: readonly string[];
}

/** What the operation, or else the document, asks for. */
function requirementsOf(document: ContractDocument): {
  readonly pointer: string;
  readonly alternatives: readonly Alternative[];
  readonly isStated: boolean;
} {
  const own = below(operationOf(document).pointer, 'security');
  const pointer = at(document, own) === undefined ? '#/security' : own;
  const listed = at(document, pointer);
  const alternatives = (Array.isArray(listed) ? listed : []).flatMap((one, index): Alternative[] =>
    isObject(one) ? [{ pointer: below(pointer, index), names: Object.keys(one) }] : [],
  );
  return { pointer, alternatives, isStated: Array.isArray(listed) };
}

/** The alternative that keys are sent by: a bearer token where there is one. */
function usedOf(document: ContractDocument, all: readonly Alternative[]): Alternative | undefined {
  const usable = all.filter(
    ({ names }) => names.length === 1 && isSupported(schemeOf(document, names[0] ?? '')),
  );
  return usable.find(({ names }) => schemeOf(document, names[0] ?? '').type === 'http') ?? usable[0];
}

function schemeOf(document: ContractDocument, name: string): JsonObject {
  const pointer = below('#/components/securitySchemes', name);
  const value: Json = at(document, pointer) === undefined ? null : follow(document, pointer).value;
  return isObject(value) ? value : { type: `the undescribed scheme ${name}` };
}

function isSupported({ type, scheme, in: place, name }: JsonObject): boolean {
  if (type === 'http') return typeof scheme === 'string' && scheme.toLowerCase() === 'bearer';
  return type === 'apiKey' && place === 'header' && typeof name === 'string';
}

function described({ type, scheme, in: place }: JsonObject): string {
  const detail = type === 'http' ? scheme : place;
  const kind = typeof type === 'string' ? type : 'a scheme without type';
  return typeof detail === 'string' ? `${kind} (${detail})` : kind;
}
