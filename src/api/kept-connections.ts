import type http from 'node:http';
import { Socket } from 'node:net';

/**
 * A server may close a connection that has been idle, at the moment in which the next request is sent on it. Such a
 * request has done nothing, as a rule; but nobody knows.
 */
const lostOnKept = new WeakSet<object>();
const watched = new WeakSet<http.Agent>();

/** Notices from now on which requests of an agent are lost on a connection that an earlier one has used. */
export function watchKept(agent: http.Agent): void {
  if (watched.has(agent)) return;
  watched.add(agent);
  const reuse = agent.reuseSocket.bind(agent);
  agent.reuseSocket = (socket, request) => {
    reuse(socket, request);
    const read = bytesRead(socket);
    request.once('error', (error) => {
      if (isClosed(error) && bytesRead(socket) === read) lostOnKept.add(error);
    });
  };
}

/** Did a request fail since a connection was closed that was kept from an earlier one, before any byte of its answer? */
export function isLostOnKept(error: unknown): boolean {
  return typeof error === 'object' && error !== null && lostOnKept.has(error);
}

/** Closes the connections of an agent to one host that wait for a request. */
export function closeIdle(agent: http.Agent, baseUrl: string): void {
  const { hostname, port, protocol } = new URL(baseUrl);
  const host = `${hostname.replace(/^\[|\]$/g, '')}:${port === '' ? (protocol === 'https:' ? '443' : '80') : port}:`;
  for (const [name, sockets] of Object.entries(agent.freeSockets)) {
    if (name.startsWith(host)) for (const socket of sockets ?? []) socket.destroy();
  }
}

/** Was the connection closed, by what an error says? */
export function isClosed(error: Error): boolean {
  return /socket hang up|other side closed|ECONNRESET|EPIPE/.test(error.message);
}

function bytesRead(socket: unknown): number {
  return socket instanceof Socket ? socket.bytesRead : 0;
}
