import { maxHeaderSize } from 'node:http';
import { Undecodable } from './body-text.js';
import { TooLarge } from './too-large.js';

/** Why a request was not answered that was sent on a connection in the moment in which the server closed it. */
export const LOST_ON_KEPT =
  'the connection that was kept from an earlier request was closed without an answer';

/**
 * Why no answer was received, as the end of a sentence.
 * @param otherwise what goes before the words of an error that has none of its own here.
 */
export function failureOf(error: unknown, otherwise = ''): string {
  if (!(error instanceof Error)) return `${otherwise}${String(error)}`;
  if (error instanceof Undecodable || error instanceof TooLarge) return error.message;
  const { message } = error;
  if (message === 'Server aborted request' || message === 'aborted')
    return 'the connection broke off in the middle of the answer';
  if (message === 'socket hang up') return 'the connection was closed without an answer';
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'HPE_HEADER_OVERFLOW')
    return `the headers of the answer are longer than ${maxHeaderSize} bytes, and no more of them are read`;
  // A host with several addresses fails once per address: the aggregate error has a code, but no message.
  return `${otherwise}${[message, code].find((words) => words !== '') ?? error.name}`;
}
