import http from 'node:http';
import net from 'node:net';

/** A proxy on loopback that opens tunnels, all of them to 127.0.0.1, whatever host is asked for. */
export interface ConnectProxy {
  readonly port: number;
  /** What tunnels were asked for: `host:port`, then the user and password, if any. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** @param refusal a status to answer instead of opening a tunnel. */
export async function startConnectProxy(refusal?: number): Promise<ConnectProxy> {
  const asked: string[] = [];
  const sockets = new Set<net.Socket>();
  const server = http.createServer((_, response) => response.writeHead(400).end());
  server.on('connect', (request, client: net.Socket) => {
    sockets.add(client);
    client.on('error', () => client.destroy());
    const [, user = ''] = /^Basic (.*)$/.exec(request.headers['proxy-authorization'] ?? '') ?? [];
    asked.push(`${request.url ?? ''} ${Buffer.from(user, 'base64').toString()}`.trim());
    if (refusal !== undefined) {
      client.end(`HTTP/1.1 ${refusal} No\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const api = net.connect(Number(/\d+$/.exec(request.url ?? '')?.[0]), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(api).pipe(client);
    });
    sockets.add(api);
    api.on('error', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    asked,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
