import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { problem, type Answer } from '../../src/reference-server/answer.js';
import { sessionIdOf } from '../../src/reference-server/deviation.js';
import { textIn, withText, withType } from '../../src/reference-server/rewriting.js';
import { answers, type Variation } from './variation.js';

const PACE_MS = 40;
const EVERY_SEVENTH = 7;

/** Differences in headers, transfer and pace. */
export const wire: readonly Variation[] = [
  {
    name: 'charset-parameter',
    sentence: 'The content type of JSON has a charset parameter.',
    reach: 'every call',
    how: answers((answer) => retyped(answer, 'application/json; charset=utf-8')),
  },
  {
    name: 'capitals-in-content-type',
    sentence: 'The content type of JSON is written with capitals.',
    reach: 'every call',
    how: answers((answer) => retyped(answer, 'Application/JSON;charset="UTF-8"')),
  },
  {
    name: 'lower-case-header-names',
    sentence: 'The names of headers are written in lower case.',
    reach: 'every call',
    how: () => ({
      steps: {
        write: (response, answer) => {
          const bytes = Buffer.from(bytesOf(answer));
          const headers = { ...answer.headers, 'Content-Length': String(bytes.length) };
          const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
          response.writeHead(answer.status, Object.fromEntries(lower));
          response.end(bytes);
        },
      },
    }),
  },
  {
    name: 'more-headers',
    sentence: 'Answers have headers about rate limits, caching and security.',
    reach: 'every call',
    how: answers((answer) =>
      headed(answer, {
        'Cache-Control': 'private, no-store',
        'X-RateLimit-Limit': '600',
        'X-RateLimit-Remaining': '599',
        'Strict-Transport-Security': 'max-age=31536000',
      }),
    ),
  },
  {
    name: 'no-challenge',
    sentence: 'A 401 has no WWW-Authenticate header.',
    reach: 'every call',
    how: answers((answer) => ({
      ...answer,
      headers: Object.fromEntries(
        Object.entries(answer.headers).filter(([name]) => name !== 'WWW-Authenticate'),
      ),
    })),
  },
  {
    name: 'connection-close',
    sentence: 'Every connection is closed after one answer.',
    reach: 'every call',
    how: answers((answer) => headed(answer, { Connection: 'close' })),
  },
  {
    name: 'chunked-transfer',
    sentence: 'Bodies are sent in chunks, without Content-Length.',
    reach: 'every call',
    how: () => ({
      steps: {
        write: (response, answer) => {
          response.writeHead(answer.status, answer.headers);
          const bytes = bytesOf(answer);
          for (let at = 0; at < bytes.length; at += 64) response.write(bytes.subarray(at, at + 64));
          response.end();
        },
      },
    }),
  },
  {
    name: 'gzip',
    sentence: 'Bodies are compressed with gzip, whatever the client asks for.',
    reach: 'every call',
    how: answers((answer) =>
      answer.body !== undefined
        ? {
            ...headed(answer, { 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' }),
            body: gzipSync(bytesOf(answer)),
          }
        : answer,
    ),
  },
  {
    name: 'slow-answers',
    sentence: 'Every answer takes 40 to 80 milliseconds.',
    reach: 'every call',
    how: () => {
      let count = 0;
      return {
        around: async (call, answer) => {
          count += 1;
          await delay(PACE_MS + ((count * 17) % (PACE_MS + 1))); // uneven, and the same in every run
          return answer(call);
        },
      };
    },
  },
  {
    name: 'throttled',
    sentence:
      'Every seventh PATCH and GET of a session is answered with 429 and the advice to try again at once.',
    reach: 'PATCH and GET of a session',
    how: () => {
      let count = 0;
      return {
        around: (call, answer) => {
          count += 1;
          if (count % EVERY_SEVENTH !== 0) return answer(call);
          return problem(429, 'rate_limited', 'There were too many requests.', { 'Retry-After': '0' });
        },
      };
    },
  },
  {
    name: 'pretty-json',
    sentence: 'JSON is indented and ends with a newline.',
    reach: 'every call',
    how: answers((answer) => rewritten(answer, (text) => `${JSON.stringify(JSON.parse(text), null, 2)}\n`)),
  },
  {
    name: 'final-newline',
    sentence: 'JSON ends with a newline.',
    reach: 'every call',
    how: answers((answer) => rewritten(answer, (text) => `${text}\n`)),
  },
  {
    name: 'escaped-json',
    sentence: 'Slashes and the letter e in JSON strings are written as escapes.',
    reach: 'every call',
    // Names of members are strings, too. `e` outside of strings is a part of true and false.
    how: answers((answer) =>
      rewritten(answer, (text) =>
        text.replaceAll(/"(?:[^"\\]|\\.)*"/g, (string) =>
          string.replaceAll('/', '\\/').replaceAll(/\\.|e/g, (part) => (part === 'e' ? '\\u0065' : part)),
        ),
      ),
    ),
  },
  {
    name: 'numbers-with-fraction-zero',
    sentence: 'Whole numbers of a session are written with a fraction of zero.',
    reach: 'PATCH and GET of a session',
    how: answers((answer, call) =>
      answer.status === 200 && sessionIdOf(call) !== undefined
        ? rewritten(answer, (text) => text.replaceAll(/(":\d+)(?=[,}])/g, '$1.0'))
        : answer,
    ),
  },
];

function bytesOf(answer: Answer): Uint8Array {
  return answer.body instanceof Uint8Array ? answer.body : Buffer.from(textIn(answer));
}

function headed(answer: Answer, headers: Record<string, string>): Answer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

function retyped(answer: Answer, type: string): Answer {
  return answer.headers['Content-Type'] === 'application/json' ? withType(answer, type) : answer;
}

function rewritten(answer: Answer, rewrite: (text: string) => string): Answer {
  const isJson = answer.headers['Content-Type'] === 'application/json' && answer.body !== undefined;
  return isJson ? withText(answer, rewrite(textIn(answer))) : answer;
}
