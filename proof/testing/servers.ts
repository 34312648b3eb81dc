import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';

/** A request as a test server received it. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** When the whole request had arrived, in milliseconds. */
  readonly at: number;
}

export interface TestServer {
  readonly url: string;
  /** Every request so far, in order of arrival. */
  readonly received: readonly ReceivedRequest[];
}

/** Answers a request as a test needs it; `index` counts the requests before it. */
export type Answer = (response: ServerResponse, request: ReceivedRequest, index: number) => unknown;

const open = new Set<Server>();

/** Starts a server on a free port of 127.0.0.1. `afterEach(closeServers)` closes it. */
export async function serve(answer: Answer): Promise<TestServer> {
  const received: ReceivedRequest[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const { method = '', url = '', headers } = incoming;
      const request = { method, path: url, headers, body, at: Date.now() };
      received.push(request);
      answer(response, request, received.length - 1);
    });
  });
  open.add(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, received };
}

/** Takes over a request, or leaves it alone. @returns whether it has answered, or closed the connection. */
export type Intercept = (response: ServerResponse, request: ReceivedRequest) => boolean;

/**
 * Starts a proxy in front of an API.
 * @param before may answer instead of the API. @param after may replace the API's answer.
 */
export function serveProxy(
  api: string,
  before: Intercept,
  after: Intercept = () => false,
): Promise<TestServer> {
  return serve((response, request) => {
    if (before(response, request)) return;
    const pass = async (): Promise<void> => {
      const { method, path, headers, body } = request;
      const sent = { authorization: headers.authorization ?? '', 'content-type': 'application/json' };
      const real = await fetch(api + path, { method, headers: sent, ...(body === '' ? {} : { body }) });
      const text = await real.text();
      if (after(response, request)) return;
      const kept = ['content-type', 'x-has-more', 'x-next-offset', 'x-limit', 'x-offset'];
      response.writeHead(
        real.status,
        Object.fromEntries([...real.headers].filter(([n]) => kept.includes(n))),
      );
      response.end(text);
    };
    pass().catch(() => response.destroy());
  });
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): true {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
  return true;
}

/** Closes the connection without an answer. */
export function drop(response: ServerResponse): true {
  response.destroy();
  return true;
}

/** Closes every server of a test, including its open connections. */
export async function closeServers(): Promise<void> {
  const closing = [...open].map(
    (server) =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  open.clear();
  await Promise.all(closing);
}
