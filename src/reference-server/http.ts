import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './answer.js';

const LARGEST_BODY = 4 * 1024 * 1024;

/** A request as it was received. */
export interface Call {
  readonly method: string;
  /** The request target, undecoded, with its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Every header that may hold the key, where `headers` would silently keep the first. */
  readonly authorization: readonly string[];
  readonly query: URLSearchParams;
  /** The body's bytes; undefined when there were more of them than the reference server keeps. */
  readonly body: Uint8Array | undefined;
}

/**
 * Reads a request to its end, whatever becomes of it, so that the connection can be used again.
 * @param keyHeader the header that holds the key, in lower case.
 * @throws when the client gives up before its body has ended.
 */
export async function receive(request: IncomingMessage, keyHeader = 'authorization'): Promise<Call> {
  const path = request.url ?? '';
  const questionMark = path.indexOf('?');
  return {
    method: request.method ?? '',
    path,
    headers: request.headers,
    authorization:
      request.headersDistinct[keyHeader] ?? (keyHeader === 'authorization' ? [] : bearerKeys(request)),
    query: new URLSearchParams(questionMark < 0 ? '' : path.slice(questionMark)),
    body: await readBody(request),
  };
}

/** The document has its own header for keys on an update alone: set-up calls may go on to send a bearer key. */
function bearerKeys({ method, headersDistinct }: IncomingMessage): string[] {
  if (method === 'PATCH') return [];
  return (headersDistinct.authorization ?? []).map((header) => header.replace(/^bearer +/i, ''));
}

async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.iterator()) {
    if (!(chunk instanceof Uint8Array)) throw new Error('The request did not arrive as bytes.');
    size += chunk.length;
    if (size <= LARGEST_BODY) chunks.push(chunk);
  }
  return size <= LARGEST_BODY ? Buffer.concat(chunks) : undefined;
}

/** The answer under a request id of its own. */
export function identified(answer: Answer): Answer {
  return { ...answer, headers: { ...answer.headers, 'X-Request-Id': randomUUID() } };
}

/** Writes an answer as bytes. */
export function write(response: ServerResponse, answer: Answer): void {
  const bytes = toBytes(answer.body);
  const length = answer.status === 204 ? {} : { 'Content-Length': String(bytes.length) };
  response.writeHead(answer.status, { ...answer.headers, ...length });
  response.end(bytes);
}

function toBytes(body: Answer['body']): Uint8Array {
  if (body === undefined) return new Uint8Array();
  return body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body));
}
