import type { Socket } from 'node:net';

/** What a hostile server has to do harm with. */
export interface Given {
  /** The key that came with the run's requests. */
  readonly key: string;
  /** A server that must never hear of the run. */
  readonly elsewhere: string;
}

/** One way in which a server may misbehave. */
export interface Hostility {
  readonly name: string;
  /** What the server does. */
  readonly sentence: string;
  /** Which requests are answered so; all others reach a conforming API. */
  readonly to: 'updates' | 'everything' | 'creations';
  /** Answers on the bare socket, byte by byte. */
  readonly answer: (socket: Socket, given: Given) => void;
  /** The exit codes that fit: 1 where an answer breaks the contract, 2 where there is none to judge. */
  readonly exits: readonly number[];
}

/** A JSON web token of somebody else. */
export const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJjYW5hcnkiOiJjYW5hcnkifQ.c2lnbmF0dXJlLWNhbmFyeQ';

const JSON_TYPE = 'content-type: application/json\r\n';

/** An answer with a body in its full length. */
export function whole(
  body: string | Buffer,
  { status = '200 OK', headers = JSON_TYPE } = {},
): Hostility['answer'] {
  return (socket) => {
    const bytes = Buffer.from(body);
    socket.write(
      `HTTP/1.1 ${status}\r\n${headers}connection: close\r\ncontent-length: ${bytes.length}\r\n\r\n`,
    );
    socket.end(bytes);
  };
}

/** Sends a beginning, and closes the connection. @param isReset by a reset, as a crashed process does. */
export function brokenOff(text: string, isReset = false): Hostility['answer'] {
  return (socket) => {
    socket.write(text, () => (isReset ? socket.resetAndDestroy() : socket.destroy()));
  };
}

/** Sends a beginning, then a part again and again, as fast as it is taken, or once in so many milliseconds. */
export function withoutEnd(beginning: string, part: string | Buffer, everyMs?: number): Hostility['answer'] {
  return (socket) => {
    socket.write(beginning);
    if (everyMs !== undefined) {
      const timer = setInterval(() => socket.write(part), everyMs);
      socket.once('close', () => clearInterval(timer));
      return;
    }
    const more = (): void => {
      while (!socket.destroyed && socket.write(part));
    };
    socket.on('drain', more);
    more();
  };
}

/** The beginning of an answer whose body comes in chunks. */
export const CHUNKED = `HTTP/1.1 200 OK\r\n${JSON_TYPE}transfer-encoding: chunked\r\n\r\n`;

export function chunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}
