import { subscribe } from 'node:diagnostics_channel';
import { ClientRequest, IncomingMessage } from 'node:http';
import type { FramingProblem } from '../model/framing.js';
import { parseJson } from '../model/json.js';
import { Undecodable } from './body-text.js';
import { isAfterStray } from './kept-connections.js';

/**
 * What Node's parser said of the answer to a request. What it says after the body has come too late for whoever has the
 * answer by then, and pactum listens no longer.
 */
const said = new WeakMap<ClientRequest, unknown>();

subscribe('http.client.request.start', (message) => {
  if (typeof message !== 'object' || message === null || !('request' in message)) return;
  const { request } = message;
  if (request instanceof ClientRequest) request.on('error', (error) => said.set(request, error));
});

/** What is wrong with the framing of an answer by the error that reading it ended with; undefined for any other error. */
export function framingOf(error: unknown): FramingProblem | undefined {
  if (error instanceof Undecodable) return error.isFalse ? 'false coding' : undefined;
  if (!(error instanceof Error)) return undefined;
  if (error.message === 'Server aborted request' || error.message === 'aborted') return 'ended early';
  return isOfParser(error) ? saidBy(error.message) : undefined;
}

/** Node's parser says by one code what is wrong with one length, with two, and with a length beside chunks. */
function saidBy(message: string): FramingProblem | undefined {
  if (/content-length.*transfer-encoding|transfer-encoding.*content-length/i.test(message))
    return 'length and chunks';
  if (/duplicate content-length/i.test(message)) return 'two lengths';
  if (/content-length/i.test(message)) return 'wrong length';
  return /\bchunk/i.test(message) ? 'broken chunk' : undefined;
}

/** The error of Node's parser while it read an answer, if that is why the answer broke off. */
export function parseErrorOf(answer: unknown): unknown {
  const request = answer instanceof IncomingMessage ? requestOf(answer) : undefined;
  const error = request && said.get(request);
  return isOfParser(error) ? error : undefined;
}

/** Looks at the connection of an answer while its body is read. @returns what is wrong after the end of the body. */
export function watchEnd(answer: unknown): () => FramingProblem | undefined {
  if (!(answer instanceof IncomingMessage)) return () => undefined;
  const request = requestOf(answer);
  let isCutByNode = false;
  answer.once('end', () => {
    // Node closes a connection without a word on which a second answer comes to the same request.
    const { socket } = request ?? {};
    isCutByNode = request?.shouldKeepAlive === true && socket?.destroyed === true && !socket.readableEnded;
  });
  return () => {
    if (parseErrorOf(answer) !== undefined) return 'bytes after the body';
    if (request !== undefined && isAfterStray(request)) return 'bytes between two answers';
    return isCutByNode ? 'answered twice' : undefined;
  };
}

/** Did a whole body arrive of an answer that never ended? */
export function isWhole(body: readonly Uint8Array[]): boolean {
  try {
    parseJson(Buffer.concat(body).toString('utf8'));
    return true;
  } catch {
    return false;
  }
}

/** Node's own types keep the request of an answer to themselves. */
function requestOf(answer: IncomingMessage): ClientRequest | undefined {
  return 'req' in answer && answer.req instanceof ClientRequest ? answer.req : undefined;
}

function isOfParser(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('HPE_');
}
