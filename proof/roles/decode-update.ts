import type { JsonObject } from '../../src/model/json.js';
import type { Outcome } from '../../src/reference-server/answer.js';
import { decode } from './go-json/decode.js';
import { updateRequest } from './update-request.js';

/** Decodes the body of an update. What cannot be decoded is answered as Go's `http.Error` does it: as text. */
export function decodeUpdate(body: Uint8Array): Outcome<JsonObject> {
  const decoded = decode(body, updateRequest);
  if ('value' in decoded) return decoded;
  const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' };
  const text = `can't decode JSON body: ${decoded.fault}\n`;
  return { refusal: { status: 400, headers, body: Buffer.from(text) } };
}
