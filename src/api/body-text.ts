import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** An answer whose body cannot be brought back to text; the message says why. */
export class Undecodable extends Error {
  override readonly name = 'Undecodable';
}

/** A small body may unfold without end; pactum accepts as many bytes of one that is not coded. */
const LIMIT = { maxOutputLength: 50_000_000 };

const DECODERS: ReadonlyMap<string, (bytes: Buffer) => Buffer> = new Map([
  ['gzip', (bytes) => gunzipSync(bytes, LIMIT)],
  ['x-gzip', (bytes) => gunzipSync(bytes, LIMIT)],
  ['deflate', inflate],
  ['br', (bytes) => brotliDecompressSync(bytes, LIMIT)],
]);

/** What names no coding: an empty element of the list, `identity`, and names that servers put there by mistake. */
const NO_CODING: ReadonlySet<string> = new Set(['', 'identity', 'none', 'utf-8', 'utf8']);

/**
 * The text of a body as it came over the wire. A byte order mark stays, since JSON must not begin with one (RFC 8259,
 * section 8.1); bytes that are not UTF-8 are replaced.
 * @param contentEncoding the header of that name; empty where there was none.
 * @throws Undecodable
 */
export function bodyText(bytes: Buffer, contentEncoding: string): string {
  // The coding that was applied last comes off first (RFC 9110, section 8.4).
  return codingsIn(contentEncoding).reverse().reduce(decode, bytes).toString('utf8');
}

/**
 * The same of an answer to fetch, which takes codings off by itself if it knows every name in the header.
 * @throws Undecodable, and whatever fetch throws.
 */
export async function fetchedText(response: Response): Promise<string> {
  const contentEncoding = response.headers.get('content-encoding') ?? '';
  let bytes: Buffer;
  try {
    bytes = Buffer.from(await response.arrayBuffer());
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    throw isFromZlib(cause) ? cannotBeDecoded(codingsIn(contentEncoding).join(', '), cause) : error;
  }
  const isDecoded = namesIn(contentEncoding).every((name) => DECODERS.has(name));
  return bodyText(bytes, isDecoded ? '' : contentEncoding);
}

/** Names of codings are case-insensitive (RFC 9110, section 8.4.1). */
function namesIn(contentEncoding: string): string[] {
  return contentEncoding.split(',').map((name) => name.trim().toLowerCase());
}

function codingsIn(contentEncoding: string): string[] {
  return namesIn(contentEncoding).filter((name) => !NO_CODING.has(name));
}

function decode(bytes: Buffer, coding: string): Buffer {
  // An answer without a body, to a 204 say, may still name the coding that a body would have had.
  if (bytes.length === 0) return bytes;
  const decoder = DECODERS.get(coding);
  if (decoder === undefined) {
    throw new Undecodable(`the answer came in a content coding that was not asked for: ${coding}`);
  }
  try {
    return decoder(bytes);
  } catch (error) {
    throw cannotBeDecoded(coding, error);
  }
}

/** `deflate` means the zlib format (RFC 9110, section 8.4.1.2), but some servers send the bare deflate stream. */
function inflate(bytes: Buffer): Buffer {
  const [first = 0, second = 0] = bytes;
  const hasZlibHeader = (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
  return hasZlibHeader ? inflateSync(bytes, LIMIT) : inflateRawSync(bytes, LIMIT);
}

function cannotBeDecoded(coding: string, error: unknown): Undecodable {
  return new Undecodable(
    `the answer came in the content coding ${coding}, but cannot be decoded: ${reasonOf(error)}`,
  );
}

function reasonOf(error: unknown): string {
  if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') return `it is longer than ${LIMIT.maxOutputLength} bytes`;
  return error instanceof Error ? error.message : String(error);
}

/** Did decoding fail, and not the connection? */
function isFromZlib(error: unknown): boolean {
  return /^(?:Z_|ERR__|ERR_BROTLI)/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
