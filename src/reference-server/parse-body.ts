import { isObject, type JsonObject } from '../model/json.js';
import { badRequest, type Outcome } from './answer.js';

/**
 * A required JSON object out of the bytes of a body (undefined: longer than the reference server reads).
 * A missing content type is taken for JSON; another one, an empty body, bad UTF-8, bad JSON and JSON that is no
 * object are a 400. Of a member that is named twice the last one counts, as in most parsers.
 */
export function parseBody(
  bytes: Uint8Array | undefined,
  contentType: string | undefined,
): Outcome<JsonObject> {
  if (bytes === undefined) return refuse('The request body is too large.');
  const mediaType = contentType?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== undefined && mediaType !== 'application/json') {
    return refuse('The content type of the request body must be application/json.');
  }
  if (bytes.length === 0) return refuse('The request body is missing.');
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return refuse('The request body is not JSON.'); // the parser's own words would quote the body
  }
  return isObject(value) ? { value } : refuse('The request body must be a JSON object.');
}

/** The same for an operation whose body may be left out: nothing then means `{}`. */
export function parseOptionalBody(
  bytes: Uint8Array | undefined,
  contentType: string | undefined,
): Outcome<JsonObject> {
  return bytes?.length === 0 ? { value: {} } : parseBody(bytes, contentType);
}

function refuse(fault: string): Outcome<JsonObject> {
  return { refusal: badRequest([fault]) };
}
