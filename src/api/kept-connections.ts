import type http from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * A server may close a connection that has been idle, at the moment in which the next request is sent on it. Such a
 * request has done nothing, as a rule; but nobody knows.
 */
const lostOnKept = new WeakSet<object>();
const watched = new WeakSet<http.Agent>();

/** Requests on connections on which something came that nobody had asked for. Node throws it away without a word. */
const afterStrays = new WeakSet<object>();
/** What ends the look at a connection that waits for a request, and says whether something came in the meantime. */
const endOfIdleness = new WeakMap<Duplex, () => boolean>();

/** The connections of a client to one API. */
export interface KeptConnections {
  /** What a request has to say of its connection. */
  headers(): { readonly connection?: 'close' };
  /** Was a request lost on a kept connection, by its error? From then on none is kept: each request has its own. */
  areLostBy(error: unknown): boolean;
}

/** Keeps the connections of an agent to an API until a request is lost on one of them. */
export function keepConnections(baseUrl: string, agent: http.Agent): KeptConnections {
  watchKept(agent);
  let areKept = true;
  return {
    headers: () => (areKept ? {} : { connection: 'close' }),
    areLostBy(error) {
      if (!isLostOnKept(error)) return false;
      areKept = false; // this server closes idle ones while requests are on their way
      closeIdle(agent, baseUrl);
      return true;
    },
  };
}

/**
 * Notices from now on which requests of an agent are lost on a connection that an earlier one has used, and what comes on
 * a connection between two requests.
 */
function watchKept(agent: http.Agent): void {
  if (watched.has(agent)) return;
  watched.add(agent);
  // By now the agent has given the connection to a request that waits for one, or keeps it.
  agent.on('free', (socket: Socket) => {
    if (Object.values(agent.freeSockets).some((kept) => kept?.includes(socket))) watchIdle(socket);
  });
  const reuse = agent.reuseSocket.bind(agent);
  agent.reuseSocket = (socket, request) => {
    if (endOfIdleness.get(socket)?.() === true) afterStrays.add(request);
    reuse(socket, request);
    const read = bytesRead(socket);
    request.once('error', (error) => {
      if (isClosed(error) && bytesRead(socket) === read) lostOnKept.add(error);
    });
  };
}

/** Did a request fail since a connection was closed that was kept from an earlier one, before any byte of its answer? */
function isLostOnKept(error: unknown): boolean {
  return typeof error === 'object' && error !== null && lostOnKept.has(error);
}

/** Did anything arrive on the connection of a request before it was sent, and after the answer to an earlier one? */
export function isAfterStray(request: object): boolean {
  return afterStrays.has(request);
}

function watchIdle(socket: Duplex): void {
  let came = '';
  const onData = (bytes: Buffer): void => {
    came ||= bytes.toString('latin1');
  };
  socket.on('data', onData);
  endOfIdleness.set(socket, () => {
    socket.off('data', onData);
    // A server may say so on a connection that it is about to close (RFC 9110, section 15.5.9).
    return came !== '' && !/^HTTP\/1\.[01] 408 /.test(came);
  });
}

/** Closes the connections of an agent to one host that wait for a request. */
function closeIdle(agent: http.Agent, baseUrl: string): void {
  const { hostname, port, protocol } = new URL(baseUrl);
  const host = `${hostname.replace(/^\[|\]$/g, '')}:${port === '' ? (protocol === 'https:' ? '443' : '80') : port}:`;
  for (const [name, sockets] of Object.entries(agent.freeSockets)) {
    if (name.startsWith(host)) for (const socket of sockets ?? []) socket.destroy();
  }
}

/** Was the connection closed, by what an error says? */
function isClosed(error: Error): boolean {
  return /socket hang up|other side closed|ECONNRESET|EPIPE/.test(error.message);
}

function bytesRead(socket: unknown): number {
  return socket instanceof Socket ? socket.bytesRead : 0;
}
