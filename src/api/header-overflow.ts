import { maxHeaderSize } from 'node:http';

/** What is said of headers without end: Node and fetch both leave off at Node's own limit. */
export const HEADERS_TOO_LARGE = `the headers of the answer are longer than ${maxHeaderSize} bytes, and no more of them are read`;

/** Did Node or fetch leave off reading headers? fetch tells it in a cause. */
export function isHeaderOverflow(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  return (
    code === 'HPE_HEADER_OVERFLOW' || code === 'UND_ERR_HEADERS_OVERFLOW' || isHeaderOverflow(error.cause)
  );
}
