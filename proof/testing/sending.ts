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

/** The same request by both ways in which the client can send one. */
export const WAYS: [way: string, request: AssertedRequest][] = [
  ['by pactum', PATCH],
  ['verbatim', { ...PATCH, verbatim: 'the test wants it' }],
];

/** Sends one request to a server that answers in one way. */
export async function send(answer: Answer, request: Partial<AssertedRequest> = {}, timeoutMs = 30_000) {
  const server = await serve(answer);
  const { client } = rig(server.url, { timeoutMs });
  const exchange = await client.send({ ...PATCH, ...request });
  return { exchange, heard: server.heard, first: server.heard[0] };
}

/** A server that accepts. */
export const fine: Answer = (response) => json(response, 200, { session_id: 'abc' });
