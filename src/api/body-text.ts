import { expectFewMembers, tooLong } from './too-large.js';
import { isUtf8 } from 'node:buffer';
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** An answer whose body cannot be brought back to text; the message says why. */
export class Undecodable extends Error {
  override readonly name = 'Undecodable';
  /** Is it not in the coding that it names? Others are only unknown. */
  readonly isFalse: boolean;
  constructor(message: string, isFalse = false) {
    super(message);
    this.isFalse = isFalse;
  }
}

/** A small body may unfold without end. */
interface Limit {
  readonly maxOutputLength: number;
}

const DECODERS: ReadonlyMap<string, (bytes: Buffer, limit: Limit) => Buffer> = new Map([
  ['gzip', (bytes, limit) => gunzipSync(bytes, limit)],
  ['x-gzip', (bytes, limit) => gunzipSync(bytes, limit)],
  ['deflate', inflate],
  ['br', (bytes, limit) => brotliDecompressSync(bytes, limit)],
]);

/** Each coding unfolds what the one below it holds: nobody means more of them. */
const MOST_CODINGS = 4;

/** What names no coding: an empty element of the list, `identity`, and names that servers put there by mistake. */
const NO_CODING: ReadonlySet<string> = new Set(['', 'identity', 'none', 'utf-8', 'utf8']);

interface BodyText {
  readonly text: string;
  /** Bytes of it were not UTF-8, and are replaced. */
  readonly isNotUtf8?: true;
}

/**
 * The text of a body as it came over the wire. A byte order mark stays, since JSON must not begin with one (RFC 8259,
 * section 8.1). What charset the content type names is no matter: JSON has none but UTF-8.
 * @param contentEncoding the header of that name; empty where there was none.
 * @param limitBytes how long it may be, at each coding.
 * @throws Undecodable | TooLarge
 */
export function bodyText(bytes: Buffer, contentEncoding: string, limitBytes: number): BodyText {
  const codings = codingsIn(contentEncoding);
  if (codings.length > MOST_CODINGS) {
    throw new Undecodable(
      `the answer names ${codings.length} content codings, and at most ${MOST_CODINGS} are undone`,
    );
  }
  // The coding that was applied last comes off first (RFC 9110, section 8.4).
  const plain = codings.reverse().reduce((rest, coding) => decode(rest, coding, limitBytes), bytes);
  const text = plain.toString('utf8');
  expectFewMembers(text);
  return isUtf8(plain) ? { text } : { text, isNotUtf8: true };
}

/** Names of codings are case-insensitive (RFC 9110, section 8.4.1). */
function namesIn(contentEncoding: string): string[] {
  return contentEncoding.split(',').map((name) => name.trim().toLowerCase());
}

function codingsIn(contentEncoding: string): string[] {
  return namesIn(contentEncoding).filter((name) => !NO_CODING.has(name));
}

function decode(bytes: Buffer, coding: string, limitBytes: number): Buffer {
  // An answer without a body, to a 204 say, may still name the coding that a body would have had.
  if (bytes.length === 0) return bytes;
  const decoder = DECODERS.get(coding);
  if (decoder === undefined) {
    throw new Undecodable(`the answer came in a content coding that was not asked for: ${coding}`);
  }
  try {
    return decoder(bytes, { maxOutputLength: limitBytes });
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') throw tooLong(limitBytes);
    throw cannotBeDecoded(coding, error);
  }
}

/** `deflate` means the zlib format (RFC 9110, section 8.4.1.2), but some servers send the bare deflate stream. */
function inflate(bytes: Buffer, limit: Limit): Buffer {
  const [first = 0, second = 0] = bytes;
  const hasZlibHeader = (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
  return hasZlibHeader ? inflateSync(bytes, limit) : inflateRawSync(bytes, limit);
}

function cannotBeDecoded(coding: string, error: unknown): Undecodable {
  return new Undecodable(
    `the answer came in the content coding ${coding}, but cannot be decoded: ${error instanceof Error ? error.message : String(error)}`,
    true,
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
