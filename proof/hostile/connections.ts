import { brokenOff, CHUNKED, chunk, withoutEnd, type Hostility } from './hostility.js';

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const silent = (): void => undefined;

/** Where there is a head, the body ends too early: that is a breach where it happens again. */
const BROKEN: readonly (readonly [where: string, text: string, isInBody?: true])[] = [
  ['before the status', ''],
  ['in the status', 'HTTP/1.1 20'],
  ['in the headers', `${HEAD}content-le`],
  ['before the body', `${HEAD}content-length: 100\r\n\r\n`, true],
  ['in the body', `${HEAD}content-length: 100\r\n\r\n{"session_id":"`, true],
  ['in a chunk', `${CHUNKED}ff\r\n{"session_id":"`, true],
  ['between chunks', CHUNKED + chunk('{"session_id":"'), true],
];

/** What goes wrong with the connection: without a whole answer, there is at most its framing to judge. */
export const CONNECTIONS: readonly Hostility[] = [
  ...BROKEN.flatMap(([where, text, isInBody]): Hostility[] => [
    {
      name: `closed ${where}`,
      sentence: `closes the connection ${where}`,
      to: 'updates',
      answer: brokenOff(text),
      exits: isInBody ? [1] : [2],
    },
    {
      name: `reset ${where}`,
      sentence: `resets the connection ${where}`,
      to: 'updates',
      answer: brokenOff(text, true),
      exits: isInBody ? [1, 2] : [2], // a reset may overtake the head
    },
  ]),
  {
    name: 'closed after the answer',
    sentence: 'closes every connection after the answer, without saying so',
    to: 'updates',
    answer: brokenOff(`${HEAD}content-length: 2\r\n\r\n{}`),
    exits: [1],
  },
  {
    name: 'closed to everything',
    sentence: 'closes every connection at once',
    to: 'everything',
    answer: brokenOff(''),
    exits: [2],
  },
  { name: 'hang', sentence: 'never answers an update', to: 'updates', answer: silent, exits: [2] },
  { name: 'hang always', sentence: 'never answers at all', to: 'everything', answer: silent, exits: [2] },
  {
    name: 'drip',
    sentence: 'sends one byte of the body a second',
    to: 'updates',
    answer: withoutEnd(`${HEAD}content-length: 100\r\n\r\n`, ' ', 1000),
    exits: [2],
  },
  {
    name: 'drip in headers',
    sentence: 'sends one byte of the headers a second',
    to: 'everything',
    answer: withoutEnd('HTTP/1.1 200 OK\r\nx-drip: ', 'a', 1000),
    exits: [2],
  },
  {
    name: 'headers without end',
    sentence: 'sends headers without end',
    to: 'updates',
    answer: withoutEnd(HEAD, 'x-more: a\r\n'.repeat(1000)),
    exits: [2],
  },
  {
    name: 'informational without end',
    sentence: 'sends 100 Continue without end',
    to: 'updates',
    answer: withoutEnd('', 'HTTP/1.1 100 Continue\r\n\r\n', 20),
    exits: [2],
  },
  {
    name: 'not HTTP',
    sentence: 'speaks another protocol',
    to: 'updates',
    answer: brokenOff('SSH-2.0-OpenSSH_9.6\r\n\u0000\u001b[31m'),
    exits: [2],
  },
  {
    name: 'two lengths',
    sentence: 'names two lengths of a body',
    to: 'updates',
    answer: brokenOff(`${HEAD}content-length: 2\r\ncontent-length: 3\r\n\r\n{} `),
    exits: [1],
  },
];
