import type { How } from '../../src/reference-server/deviation.js';
import { inArea, response, type Mutant, type Row } from './mutant.js';

const CONTENT = `${response(200)}/content/application~1json`;
const CHUNKED = 'Transfer-Encoding: chunked\r\n';
const GARBAGE = 'ok\r\n';

/** A 200 whose bytes on the wire do not add up: what ends where is anybody's guess. */
export const responseFraming: readonly Mutant[] = inArea('response body', [
  framed('length-too-long', 'The Content-Length of a 200 is greater than its body.', (body) =>
    answerOf(lengthOf(body, 10), body),
  ),
  framed('length-too-short', 'The Content-Length of a 200 is less than its body.', (body) =>
    answerOf(lengthOf(body, -1), body),
  ),
  framed('two-lengths', 'A 200 names two lengths.', (body) =>
    answerOf(lengthOf(body) + lengthOf(body, 1), body),
  ),
  framed('length-and-chunks', 'A 200 has both a length and chunks.', (body) =>
    answerOf(lengthOf(body) + CHUNKED, `${chunkOf(body)}0\r\n\r\n`),
  ),
  framed('without-a-last-chunk', 'The last chunk of a 200 is missing.', (body) =>
    answerOf(CHUNKED, chunkOf(body)),
  ),
  framed('false-gzip', 'A 200 claims to be compressed, and is not.', (body) =>
    answerOf(`Content-Encoding: gzip\r\n${lengthOf(body)}`, body),
  ),
  framed('bytes-after-the-body', 'Further bytes follow the body of a 200.', (body) =>
    answerOf(lengthOf(body), body + GARBAGE),
  ),
  framed('bytes-after-the-last-chunk', 'Further bytes follow the last chunk of a 200.', (body) =>
    answerOf(CHUNKED, `${chunkOf(body)}0\r\n\r\n${GARBAGE}`),
  ),
  framed('sent-twice', 'A 200 is sent twice.', (body) => answerOf(lengthOf(body), body).repeat(2)),
]);

/** @param bytes all that goes over the wire, by the JSON of the body. */
function framed(slug: string, sentence: string, bytes: (body: string) => string): Row {
  const how: How = ({ steps }) => ({
    steps: {
      write: (outgoing, answer) => {
        const { socket, req } = outgoing;
        if (answer.status !== 200 || req.method !== 'PATCH' || socket === null) steps.write(outgoing, answer);
        else socket.end(bytes(JSON.stringify(answer.body)));
      },
    },
  });
  return { name: `response-${slug}`, sentence, clause: CONTENT, how };
}

function answerOf(headers: string, body: string): string {
  return `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n${headers}\r\n${body}`;
}

function lengthOf(body: string, more = 0): string {
  return `Content-Length: ${Buffer.byteLength(body) + more}\r\n`;
}

function chunkOf(body: string): string {
  return `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n`;
}
