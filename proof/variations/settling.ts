import { empty, notFound, problem, type Answer } from '../../src/reference-server/answer.js';
import { sessionIdOf, type How } from '../../src/reference-server/deviation.js';
import type { Call } from '../../src/reference-server/http.js';
import { isObject, type Json, type JsonObject } from '../../src/model/json.js';
import { changed } from '../../src/reference-server/rewriting.js';
import { answers, sessions, type Variation } from './variation.js';

/** How long what was asked for takes to be so. */
const SETTLES_MS = 100;
const EVERY_NINTH = 9;
const COME_BACK = problem(503, 'unavailable', 'Try again.', { 'Retry-After': '0' });
/** So many calls a session answers before it ends by itself. */
const CALLS_OF_A_LIFE = 30;
const UPDATES_OF_A_LIFE = 10;

/** What takes its time, fails for a moment or ends by itself, as things do in a cloud. */
export const settling: readonly Variation[] = [
  {
    name: 'session-known-late',
    sentence: 'For 100 milliseconds after its creation a session can be neither read nor updated.',
    reach: 'PATCH and GET of a session',
    how: ({ world }) => ({
      around: (call, answer) => {
        const created = world.browsers.get(sessionIdOf(call) ?? '')?.createdAt;
        return created !== undefined && isRecent(created) ? notFound('browser session') : answer(call);
      },
    }),
  },
  {
    name: 'session-shown-in-part',
    sentence: 'For 100 milliseconds after its creation a session shows neither viewport nor start_url.',
    reach: 'PATCH and GET of a session',
    how: sessions((session) => {
      const { created_at: created } = session;
      if (typeof created !== 'string' || !isRecent(new Date(created))) return session;
      return ['viewport', 'start_url'].reduce(
        (rest, member) => changed(rest, member, () => undefined),
        session,
      );
    }),
  },
  {
    name: 'references-known-late',
    sentence:
      'For 100 milliseconds after their creation proxies and profiles can be neither read nor used in updates.',
    reach: 'every call',
    how: ({ world }) => ({
      around: (call, answer) => {
        if (call.method !== 'PATCH' && call.method !== 'GET') return answer(call);
        const hidden = [hide(world.proxies), hide(world.profiles)];
        const given = answer(call);
        for (const show of hidden) show();
        return given;
      },
    }),
  },
  {
    name: 'deletion-takes-time',
    sentence: 'A session is gone 100 milliseconds after its deletion was accepted.',
    reach: 'every call',
    how: ({ world }) => ({
      around: (call, answer) => {
        const browser = world.browsers.get(sessionIdOf(call) ?? '');
        if (call.method !== 'DELETE' || browser === undefined || browser.deletedAt !== undefined) {
          return answer(call);
        }
        setTimeout(() => (browser.deletedAt ??= new Date()), SETTLES_MS).unref();
        return empty(204);
      },
    }),
  },
  {
    name: 'reads-fail-now-and-then',
    sentence: 'Every ninth read of a session is a 503.',
    reach: 'PATCH and GET of a session',
    how: everyNth(
      EVERY_NINTH,
      (call) => (call.method === 'GET' ? call.path : undefined),
      problem(503, 'unavailable', 'Try again in a moment.'),
    ),
  },
  {
    name: 'reads-break-now-and-then',
    sentence: 'Every thirteenth read of a session is a 500.',
    reach: 'PATCH and GET of a session',
    how: everyNth(
      13,
      (call) => (call.method === 'GET' ? call.path : undefined),
      problem(500, 'internal_error', 'The read failed.'),
    ),
  },
  {
    name: 'creations-fail-now-and-then',
    sentence: 'Every fifth creation of a kind is a 503 with the advice to try again at once.',
    reach: 'every call',
    how: everyNth(5, ({ method, path }) => (method === 'POST' ? path : undefined), COME_BACK),
  },
  {
    name: 'no-room-now-and-then',
    sentence: 'Every ninth creation of a session is a 529: there is no capacity at present.',
    reach: 'every call',
    how: everyNth(
      EVERY_NINTH,
      creation,
      problem(529, 'capacity_exhausted', 'There is no capacity at present.'),
    ),
  },
  {
    name: 'session-ends-by-itself',
    sentence: 'One session, the first to answer thirty calls, ends by itself.',
    reach: 'PATCH and GET of a session',
    how: ({ world }) => {
      const calls = new Map<string, number>();
      let ended: string | undefined;
      return {
        around: (call, answer) => {
          const id = sessionIdOf(call) ?? '';
          const count = (calls.get(id) ?? 0) + 1;
          calls.set(id, count);
          const browser = world.browsers.get(id);
          if (browser !== undefined && count > CALLS_OF_A_LIFE) ended ??= id;
          if (browser !== undefined && ended === id) browser.deletedAt ??= new Date();
          return answer(call);
        },
      };
    },
  },
  {
    name: 'session-ends-after-an-update',
    sentence: 'One session, the first to be updated ten times, ends right after that.',
    reach: 'PATCH of a session',
    how: ({ world }) => {
      const updates = new Map<string, number>();
      let ended: string | undefined;
      return {
        around: (call, answer) => {
          const given = answer(call);
          const id = sessionIdOf(call) ?? '';
          updates.set(id, (updates.get(id) ?? 0) + (given.status === 200 ? 1 : 0));
          const browser = world.browsers.get(id);
          if (browser !== undefined && updates.get(id) === UPDATES_OF_A_LIFE) ended ??= id;
          if (browser !== undefined && ended === id) browser.deletedAt ??= new Date();
          return given;
        },
      };
    },
  },
  {
    name: 'recording-start-not-shown',
    sentence: 'Every recording shows null as its started_at.',
    reach: 'every call',
    how: replays(startless),
  },
  {
    name: 'recordings-without-times',
    sentence: 'Every recording shows null as its started_at and its finished_at.',
    reach: 'every call',
    how: replays((replay) => ({ ...replay, started_at: null, finished_at: null })),
  },
  {
    name: 'recordings-with-zero-times',
    sentence: 'A recording that is running shows the first moment of year 1 as its finished_at.',
    reach: 'every call',
    how: replays((replay) => ({ ...replay, finished_at: replay.finished_at ?? '0001-01-01T00:00:00Z' })),
  },
  {
    name: 'recordings-known-late',
    sentence:
      'For 100 milliseconds after its first recording has begun, the recordings of a session are a 404.',
    reach: 'every call',
    how: ({ world }) => ({
      around: (call, answer) => {
        const id = /^\/browsers\/([^/]+)\/replays$/.exec(call.path)?.[1] ?? '';
        const first = world.browsers.get(id)?.replays[0];
        const isEarly = call.method === 'GET' && first !== undefined && isRecent(first.startedAt);
        return isEarly ? notFound('replay') : answer(call);
      },
    }),
  },
  {
    name: 'recordings-in-short',
    sentence: 'Of every recording only the replay_id is shown.',
    reach: 'every call',
    how: replays(({ replay_id = null }) => ({ replay_id })),
  },
  {
    name: 'recording-ends-late',
    sentence: 'A recording is listed as running for 100 milliseconds after its end.',
    reach: 'every call',
    how: answers((answer, call) => {
      if (call.method !== 'GET' || !call.path.endsWith('/replays') || !Array.isArray(answer.body))
        return answer;
      return { ...answer, body: answer.body.map(withoutRecentEnd) };
    }),
  },
];

function isRecent(time: Date): boolean {
  return Date.now() - time.getTime() < SETTLES_MS;
}

function creation({ method, path }: Call): string | undefined {
  return method === 'POST' && path === '/browsers' ? path : undefined;
}

/** @returns brings back what it took away. */
function hide<T extends { readonly createdAt: Date }>(kept: Map<string, T>): () => void {
  const recent = [...kept].filter(([, { createdAt }]) => isRecent(createdAt));
  for (const [id] of recent) kept.delete(id);
  return () => {
    for (const [id, value] of recent) kept.set(id, value);
  };
}

/** @param of what is counted, by name; undefined for calls that are not. */
function everyNth(nth: number, of: (call: Call) => string | undefined, instead: Answer): How {
  return () => {
    const counts = new Map<string, number>();
    return {
      around: (call, answer) => {
        const counted = of(call);
        if (counted === undefined) return answer(call);
        const count = (counts.get(counted) ?? 0) + 1;
        counts.set(counted, count);
        return count % nth === 0 ? instead : answer(call);
      },
    };
  };
}

/** Shows every recording in another way, also where it is started. */
function replays(other: (replay: JsonObject) => JsonObject): How {
  const shown = (replay: Json): Json => (isObject(replay) ? other(replay) : replay);
  return answers((answer, { path }) => {
    const { body } = answer;
    if (!path.endsWith('/replays') || answer.status >= 400) return answer;
    if (Array.isArray(body)) return { ...answer, body: body.map(shown) };
    return isObject(body) ? { ...answer, body: other(body) } : answer;
  });
}

function startless(replay: JsonObject): JsonObject {
  return changed(replay, 'started_at', (start) => (start === undefined ? undefined : null));
}

function withoutRecentEnd(replay: Json): Json {
  if (!isObject(replay) || typeof replay.finished_at !== 'string') return replay;
  return isRecent(new Date(replay.finished_at)) ? { ...replay, finished_at: null } : replay;
}
