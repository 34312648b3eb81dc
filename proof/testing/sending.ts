import type { AssertedRequest } from '../../src/api/client.js';
import { rig } from './rig.js';
import { json, serve, type Answer } from './servers.js';

/** An update as a case sends it. */
export const PATCH: AssertedRequest = {
  method: 'PATCH',
  path: '/browsers/abc',
  purpose: 'asserted',
  credential: 'full key',
  contentType: 'application/json',
  body: '{"viewport":{"width":319,"height":480}}',
};

/** The same request in both ways in which the client can send it. */
export const WAYS: [way: string, request: AssertedRequest][] = [
  ['by pactum', PATCH],
  ['verbatim', { ...PATCH, verbatim: 'the test needs it' }],
];

/** Sends one request to a server that gives every request the same `answer`. */
export async function send(answer: Answer, request: Partial<AssertedRequest> = {}, timeoutMs = 30_000) {
  const server = await serve(answer);
  const { client } = rig(server.url, { timeoutMs });
  const exchange = await client.send({ ...PATCH, ...request });
  return { exchange, received: server.received, first: server.received[0] };
}

/** Accepts the update. */
export const fine: Answer = (response) => json(response, 200, { session_id: 'abc' });
