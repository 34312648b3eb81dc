import { notFound, type Answer } from '../../src/reference-server/answer.js';
import type { Call } from '../../src/reference-server/http.js';
import { sessionOf } from '../../src/reference-server/session-of-call.js';
import { isObject, type Json, type JsonObject } from '../../src/model/json.js';
import { readingText, refusingText } from '../mutants/body-text.js';
import type { Variation } from './variation.js';

const REACH = 'PATCH of a session';
const LAG_MS = 200;

/** What servers make of requests that hardly any client sends, and of lists that nobody describes. */
export const oddRequests: readonly Variation[] = [
  {
    name: 'byte-order-mark-refused',
    sentence: 'A body that begins with a byte order mark is refused.',
    reach: REACH,
    how: refusingText((text) => text.startsWith('\uFEFF')),
  },
  {
    name: 'no-utf-8-replaced',
    sentence: 'Bytes of a body that are not UTF-8 are replaced, as many parsers do.',
    reach: REACH,
    how: readingText((text) => text),
  },
  {
    name: 'half-surrogates-refused',
    sentence: 'Half of a surrogate pair in a body is refused.',
    reach: REACH,
    how: refusingText((text) => /\\ud[89a-f]/i.test(text)),
  },
  {
    name: 'numbers-of-64-bits',
    sentence: 'Numbers beyond 64 bits are refused.',
    reach: REACH,
    how: refusingText((text) => /:\s*(?:\d{20,}|\d+e\d{3,})/i.test(text)),
  },
  {
    name: 'deep-bodies-refused',
    sentence: 'A body of more than 64 levels is refused.',
    reach: REACH,
    how: refusingText((text) => /[[{]{65}/.test(text.replaceAll(/"[^"]*":/g, ''))),
  },
  {
    name: 'list-lags',
    sentence: 'For 200 milliseconds after an update the list shows a session as it was before.',
    reach: 'every call',
    how: (scene) => {
      const before = new Map<Json, { readonly session: JsonObject; readonly until: number }>();
      return {
        around: (call, answer) => {
          const session = call.method === 'PATCH' ? sessionOf(scene, call) : undefined;
          if (session !== undefined) {
            const until = Date.now() + LAG_MS;
            before.set(session.id, { session: scene.steps.represent(session, new Date()), until });
          }
          return inList(call, answer(call), (item) => {
            const old = before.get(item.session_id ?? null);
            return old !== undefined && Date.now() < old.until ? old.session : item;
          });
        },
      };
    },
  },
  {
    name: 'list-in-short',
    sentence: 'The list shows nothing of a session but its id and the time of its creation.',
    reach: 'every call',
    how: () => ({
      around: (call, answer) =>
        inList(call, answer(call), ({ session_id = null, created_at = null }) => ({
          session_id,
          created_at,
        })),
    }),
  },
  {
    name: 'list-without-search',
    sentence: 'The list cannot be searched: a query is a 404.',
    reach: 'every call',
    how: () => ({
      around: (call, answer) => (isList(call) && call.query.has('query') ? notFound('list') : answer(call)),
    }),
  },
];

function isList({ method, path }: Call): boolean {
  return method === 'GET' && /^\/browsers(?:\?|$)/.test(path);
}

/** Rewrites each session of a list. */
function inList(call: Call, given: Answer, rewrite: (item: JsonObject) => JsonObject): Answer {
  if (!isList(call) || !Array.isArray(given.body)) return given;
  return { ...given, body: given.body.map((item: Json) => (isObject(item) ? rewrite(item) : item)) };
}
