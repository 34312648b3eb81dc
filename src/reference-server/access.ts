import { problem, type Outcome } from './answer.js';

export type Access = 'full' | 'restricted';

export interface Keys {
  readonly full: string;
  readonly restricted: string;
}

/**
 * Who is asking? Takes every Authorization header of the request as it was received.
 * Only one header with the scheme Bearer (in any case, RFC 9110, section 11.1) and one whole known key is let in;
 * everything else is a 401 with the challenge that RFC 9110 (section 15.5.2) requires.
 */
export function authorise(headers: readonly string[], keys: Keys): Outcome<Access> {
  const [header, ...more] = headers;
  if (header === undefined) return unauthorised('The Authorization header is missing.');
  const key = more.length === 0 ? /^bearer +(\S+)$/i.exec(header)?.[1] : undefined;
  if (key === keys.full) return { value: 'full' };
  if (key === keys.restricted) return { value: 'restricted' };
  return unauthorised('The Authorization header does not hold a valid bearer key.'); // never says which key it saw
}

/** The same where the document wants the bare key in a header of its own. */
export function authoriseByKey(headers: readonly string[], keys: Keys): Outcome<Access> {
  const [key, ...more] = headers;
  if (more.length === 0 && key === keys.full) return { value: 'full' };
  if (more.length === 0 && key === keys.restricted) return { value: 'restricted' };
  return unauthorised('The header of the API key does not hold a valid key.', 'ApiKey');
}

/** May this access use this method? The restricted key reads everything and writes nothing. */
export function permit(access: Access, method: string): Outcome<Access> {
  if (access === 'full' || method === 'GET') return { value: access };
  return { refusal: problem(403, 'forbidden', 'This API key may read but not write.') };
}

function unauthorised(message: string, challenge = 'Bearer'): Outcome<Access> {
  return { refusal: problem(401, 'unauthorized', message, { 'WWW-Authenticate': challenge }) };
}
