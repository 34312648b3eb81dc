import { BEGINNING, tooLong } from './too-large.js';

/**
 * Reads a body while it arrives, and leaves off at a limit: the stream is then destroyed, and its connection closed.
 * @param chunks gets what has arrived so far.
 * @throws TooLarge, and whatever the stream fails with.
 */
export async function boundedBody(
  stream: AsyncIterable<Uint8Array>,
  limitBytes: number,
  chunks: Uint8Array[] = [],
): Promise<Buffer> {
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > limitBytes) throw tooLong(limitBytes, beginningOf(chunks));
  }
  return Buffer.concat(chunks);
}

function beginningOf(chunks: readonly Uint8Array[]): string {
  return Buffer.concat(chunks).subarray(0, BEGINNING).toString('utf8');
}
