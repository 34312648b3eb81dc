import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer on its way back to the suite, to be changed at will. */
export interface PassingAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** The request that it answers. */
export interface PassingRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  /** How many requests passed before this one. */
  readonly index: number;
}

/**
 * `answer`: changes an answer in place, or returns `drop` to close the connection without one.
 * `request`: answers instead of the real API, or lets the request pass (undefined).
 */
export interface Meddling {
  readonly answer?: (answer: PassingAnswer, request: PassingRequest) => undefined | 'drop';
  readonly request?: (request: PassingRequest) => PassingAnswer | undefined | Promise<undefined>;
}

/** Stands between the suite and an API on loopback, and makes that API misbehave over the real wire. */
export async function startTamperingProxy(
  target: string,
  meddling: Meddling,
): Promise<{ url: string; close: () => Promise<void> }> {
  let passed = 0;
  const server = http.createServer((incoming, outgoing) => {
    const pass = async (): Promise<void> => {
      const bytes = await bytesOf(incoming);
      const request: PassingRequest = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: incoming.headers,
        body: bytes.toString('utf8'),
        index: passed++,
      };
      const answer = (await meddling.request?.(request)) ?? (await forward(target, request, bytes));
      if (meddling.answer?.(answer, request) === 'drop') {
        outgoing.destroy();
        return;
      }
      outgoing.writeHead(answer.status, answer.headers);
      outgoing.end(answer.body);
    };
    pass().catch(() => outgoing.destroy()); // the API behind is gone: so is the answer
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${isAddress(address) ? address.port : 0}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

/** @param bytes of the body, which may be no UTF-8. */
function forward(
  target: string,
  { method, path, headers }: PassingRequest,
  bytes: Buffer,
): Promise<PassingAnswer> {
  return new Promise((resolve, reject) => {
    const request = http.request(target + path, {
      method,
      headers: { ...headers, 'accept-encoding': 'identity' },
    });
    request.once('error', reject);
    request.once('response', (response) => {
      bytesOf(response).then((answer) => {
        const kept = Object.entries(response.headers).filter(
          ([name]) => !['content-length', 'transfer-encoding', 'connection', 'keep-alive'].includes(name),
        );
        const answered = Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
        resolve({ status: response.statusCode ?? 0, headers: answered, body: answer.toString('utf8') });
      }, reject);
    });
    request.end(bytes);
  });
}

async function bytesOf(stream: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
