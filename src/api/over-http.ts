import http from 'node:http';
import https from 'node:https';
import type { Arrived } from './answer.js';
import type { Deadline } from './deadline.js';

/** A request exactly as it goes over the wire. */
export interface OutgoingRequest {
  readonly method: string;
  /** The API; its path is ignored. */
  readonly origin: URL;
  /** The request target: path and query, already percent-encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Two or more pieces are sent in chunks; left out sends no body. */
  readonly body?: readonly (string | Buffer)[];
  readonly agent: http.Agent;
  /** Closes the connection where no whole answer has come by its end. */
  readonly deadline: Deadline;
}

/**
 * Sends a request through node:http, which changes nothing about it and follows no redirect.
 * @throws whatever kept an answer from arriving.
 */
export function sendOverHttp(outgoing: OutgoingRequest): Promise<Arrived> {
  const { method, origin, path, headers, body = [], agent, deadline } = outgoing;
  const { request } = origin.protocol === 'https:' ? https : http;
  const [whole] = body.length === 1 ? body : [];
  const length = whole === undefined ? {} : { 'content-length': String(Buffer.byteLength(whole)) };
  return new Promise((resolve, reject) => {
    const sent = request(origin, { method, path, headers: { ...headers, ...length }, agent });
    deadline.atEnd(() => sent.destroy());
    sent.once('error', reject); // one that comes later is heard by framing.ts, which listens to every request
    sent.once('response', (incoming) => {
      resolve({ statusCode: incoming.statusCode ?? 0, headers: incoming.headers, body: incoming });
    });
    for (const piece of body) sent.write(piece);
    sent.end();
  });
}
