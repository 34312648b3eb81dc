/** A body is longer than the suite reads. What came of it is kept as far as reports need it. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
  /** How it began, where that can be read. */
  readonly beginning: string;
  constructor(limitBytes: number, beginning = '') {
    super(`the body is longer than ${limitBytes / MB} MB (CONTRACT_MAX_BODY_MB)`);
    this.beginning = beginning;
  }
}

/** What `CONTRACT_MAX_BODY_MB` counts in. */
export const MB = 1_000_000;

/**
 * Longest body that is read where no setting says otherwise. A session takes some kilobytes; an answer that quotes the
 * largest body that the suite sends, a string of 1 MiB, still fits. A body of 8 MB that is made for it takes more than
 * a gigabyte of memory to parse and redact.
 */
export const DEFAULT_BODY_MB = 2;

/** So much of a body that was cut is shown. */
const SHOWN_BYTES = 1000;

/**
 * Reads a body while it arrives, and leaves off at a limit: the stream is then destroyed, and its connection closed.
 * @throws TooLarge, and whatever the stream fails with.
 */
export async function boundedBody(stream: AsyncIterable<Uint8Array>, limitBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > limitBytes) throw new TooLarge(limitBytes, beginningOf(chunks));
  }
  return Buffer.concat(chunks);
}

function beginningOf(chunks: readonly Uint8Array[]): string {
  return Buffer.concat(chunks).subarray(0, SHOWN_BYTES).toString('utf8');
}
