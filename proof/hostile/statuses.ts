import { STATUS_CODES } from 'node:http';
import { whole, type Hostility } from './hostility.js';

const CODES = [100, 101, 200, 204, 205, 302, 304, 400, 401, 403, 404, 418, 429, 500, 502, 503, 599, 999];

const ERROR = JSON.stringify({ code: 'hostile', message: 'Whatever was asked.' });

/** Any status to everything. */
export const STATUSES: readonly Hostility[] = CODES.map((code) => ({
  name: `status ${code}`,
  sentence: `answers everything with ${code}`,
  to: 'everything',
  answer: [100, 101, 204, 205, 304].includes(code)
    ? (socket) => socket.write(`HTTP/1.1 ${code} ${STATUS_CODES[code] ?? 'X'}\r\nconnection: close\r\n\r\n`)
    : whole(ERROR, { status: `${code} ${STATUS_CODES[code] ?? 'X'}` }),
  exits: [2],
}));
