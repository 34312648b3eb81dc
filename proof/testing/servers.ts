import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';

/** A request as a test server received it. */
export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** When it had arrived whole, in milliseconds. */
  readonly at: number;
}

export interface TestServer {
  readonly url: string;
  /** Every request so far, in order of arrival. */
  readonly heard: readonly Heard[];
}

/** Answers a request in whatever way a test needs; `index` counts the requests before it. */
export type Answer = (response: ServerResponse, heard: Heard, index: number) => unknown;

const open = new Set<Server>();

/** Starts a server on a free port of 127.0.0.1. `afterEach(closeServers)` ends it. */
export async function serve(answer: Answer): Promise<TestServer> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const { method = '', url = '', headers } = request;
      const one = { method, path: url, headers, body, at: Date.now() };
      heard.push(one);
      answer(response, one, heard.length - 1);
    });
  });
  open.add(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, heard };
}

/** What a tampering proxy does with a request: true when the answer has been given (or refused) and nothing more is to happen. */
export type Meddle = (response: ServerResponse, heard: Heard) => boolean;

/** Starts a server that passes requests on to an API, unless `before` answers; `after` sees the deed done first. */
export function serveBefore(api: string, before: Meddle, after: Meddle = () => false): Promise<TestServer> {
  return serve((response, heard) => {
    if (before(response, heard)) return;
    const pass = async (): Promise<void> => {
      const { method, path, headers, body } = heard;
      const sent = { authorization: headers.authorization ?? '', 'content-type': 'application/json' };
      const real = await fetch(api + path, { method, headers: sent, ...(body === '' ? {} : { body }) });
      const text = await real.text();
      if (after(response, heard)) return;
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

/** Answers with nothing at all: the connection breaks. */
export function drop(response: ServerResponse): true {
  response.destroy();
  return true;
}

/** Ends every server of a test, whatever it is in the middle of. */
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
