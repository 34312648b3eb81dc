import { isObject, type JsonObject } from '../model/json.js';
import { badRequest, type Outcome } from './answer.js';

/** Reads the bytes of a body (undefined: longer than the reference server reads) that was sent under a content type. */
type Parse = (bytes: Uint8Array | undefined, contentType: string | undefined) => Outcome<JsonObject>;

/**
 * Reads a required JSON object that is sent as one of these media types. A missing content type is taken for one of them;
 * another one, an empty body, bad UTF-8, bad JSON and JSON that is no object are a 400. Of a member that is named twice
 * the last one counts, as in most parsers.
 */
export function parsingAs(mediaTypes: readonly string[]): Parse {
  return (bytes, contentType) => {
    if (bytes === undefined) return refuse('The request body is too large.');
    const mediaType = contentType?.split(';')[0]?.trim().toLowerCase();
    if (mediaType !== undefined && !mediaTypes.includes(mediaType)) {
      return refuse(`The content type of the request body must be ${mediaTypes.join(' or ')}.`);
    }
    if (bytes.length === 0) return refuse('The request body is missing.');
    let value: unknown;
    try {
      value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    } catch {
      return refuse('The request body is not JSON.'); // the parser's own words would quote the body
    }
    return isObject(value) ? { value } : refuse('The request body must be a JSON object.');
  };
}

/** Reads a required JSON object, as `application/json`. */
export const parseBody = parsingAs(['application/json']);

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
