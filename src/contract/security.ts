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
  const own = below(operationOf(document).pointer, 'security');
  const pointer = at(document, own) === undefined ? '#/security' : own;
  const alternatives = at(document, pointer);
  const names = Array.isArray(alternatives)
    ? alternatives.filter(isObject).map((one) => Object.keys(one))
    : [];
  const asked = names.filter((one) => one.length > 0);
  if (asked.length === 0) return undefined;
  const usable = asked.flatMap((schemes) => {
    const [scheme, ...more] = schemes.map((name) => schemeOf(document, name));
    return scheme !== undefined && more.length === 0 && isSupported(scheme) ? [scheme] : [];
  });
  const bearer = usable.some(({ type }) => type === 'http');
  const [first] = usable;
  if (bearer) return undefined;
  if (typeof first?.name === 'string') return first.name.toLowerCase();
  const found = asked.map((schemes) =>
    schemes.map((name) => described(schemeOf(document, name))).join(' with '),
  );
  throw new Error(
    `The contract document ${document.file} cannot be used: at ${shownPointer(pointer)} it asks for ${found.join(' or ')}, and keys can only be sent as bearer tokens or in a header.`,
  );
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
