import { isObject, type Json, type JsonObject } from '../model/json.js';
import { findOperation } from './operation.js';
import { objectAt, pointerTo } from './pointers.js';

/** How an update says who asks: with a key of the scheme Bearer, or with the bare key in a header. */
export interface Credentials {
  /** The header, in lower case. */
  readonly header: string;
  readonly scheme: 'Bearer' | 'none';
}

const BEARER: Credentials = { header: 'authorization', scheme: 'Bearer' };

/**
 * How the document wants an update to be authorised; by a bearer key where it says nothing.
 * @throws Error for schemes that are not played.
 */
export function credentialsOf(document: JsonObject): Credentials {
  const own = findOperation(document, 'patch')?.value.security;
  const wanted = own ?? document.security;
  const names = Array.isArray(wanted) ? wanted.filter(isObject).flatMap((one) => Object.keys(one)) : [];
  const schemes = names.map(
    (name) => objectAt(document, pointerTo(['components', 'securitySchemes', name]))?.value,
  );
  const known = schemes.flatMap((scheme) => (scheme === undefined ? [] : (credentialsBy(scheme) ?? [])));
  const [first] = known;
  if (first !== undefined || names.length === 0) return first ?? BEARER;
  throw new Error(`its security scheme ${names.join(', ')} is neither a bearer key nor a key in a header`);
}

function credentialsBy({ type, scheme, name, in: place }: JsonObject): Credentials | undefined {
  const isBearer = type === 'http' && typeof scheme === 'string' && scheme.toLowerCase() === 'bearer';
  if (isBearer || type === 'oauth2' || type === 'openIdConnect') return BEARER;
  return type === 'apiKey' && place === 'header' && isText(name)
    ? { header: name.toLowerCase(), scheme: 'none' }
    : undefined;
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string';
}
