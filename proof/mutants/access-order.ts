import { badRequest, json, notFound, problem, type Answer } from '../../src/reference-server/answer.js';
import { sessionIdOf, type How, type Scene } from '../../src/reference-server/deviation.js';
import type { Call } from '../../src/reference-server/http.js';
import { changesOf, sessionOf, updateIn } from '../../src/reference-server/session-of-call.js';
import type { World } from '../../src/reference-server/world.js';
import { inArea, response, type Mutant, type Row } from './mutant.js';

const judgingTheBodyFirst: How = ({ steps }) => ({
  around: (call, answer) => {
    const given = answer(call);
    const body = steps.parseBody(call.body, call.headers['content-type']);
    const verdict = 'value' in body ? steps.validate(body.value) : body;
    // Beside a valid key the answer stays what it was: there the body is judged anyway.
    return given.status === 401 && 'refusal' in verdict ? verdict.refusal : given;
  },
});

/** Mistakes in the order of checks: what strangers learn, and what refused requests do nevertheless. */
export const accessOrder: readonly Mutant[] = inArea('access', [
  {
    name: 'access-404-before-401',
    sentence: 'Reveals to a request without a valid key which sessions exist.',
    clause: response(401),
    how: ({ steps, world }) => ({
      around: (call, answer) => {
        const session = steps.findSession(world, sessionIdOf(call) ?? '');
        return 'refusal' in session ? session.refusal : answer(call);
      },
    }),
  },
  {
    name: 'access-400-before-401',
    sentence: 'The body of a request without valid key is judged.',
    clause: response(401),
    how: judgingTheBodyFirst,
  },
  before401('broken-json', 'Says of broken JSON that it is broken before it looks at the key.', ({ body }) =>
    body === undefined || body.length === 0 || isJson(body) ? undefined : badRequest(['This is not JSON.']),
  ),
  before401('missing-body', 'Asks for a body before it looks at the key.', ({ body }) =>
    body?.length === 0 ? badRequest(['The request body is missing.']) : undefined,
  ),
  before401('media-type', 'Looks at the content type before it looks at the key.', ({ headers }) =>
    headers['content-type']?.startsWith('text/') ? badRequest(['Send JSON.']) : undefined,
  ),
  before401(
    'deleted-session',
    'Says that a session was deleted before it looks at the key.',
    (call, { world }) =>
      world.browsers.get(sessionIdOf(call) ?? '')?.deletedAt === undefined
        ? undefined
        : notFound('browser session'),
  ),
  before401('failing-session', 'Asks the session before it looks at the key.', (call, { world }) =>
    sessionIdOf(call) === world.failingBrowserId
      ? problem(500, 'internal_error', 'The browser session does not respond.')
      : undefined,
  ),
  appliedThough(401, 'A request without valid key is refused, and its update applied.'),
  appliedThough(403, 'A request whose key has no permission is refused, and its update applied.'),
  {
    name: 'access-restricted-key-may-update-with-empty-body',
    sentence: 'A key that may only read is answered with 200 when its update names nothing.',
    clause: response(403),
    how: (scene) => ({
      around: (call, answer) => {
        const given = answer(call);
        const session = sessionOf(scene, call);
        const update = updateIn(scene, call);
        if (given.status !== 403 || !session || !update || Object.keys(update).length > 0) return given;
        return json(200, scene.steps.represent(session, new Date()));
      },
    }),
  },
  answeredThough403(
    'unknown-session',
    'Answers 200 to a key that may only read where there is no session to update.',
    (id, { browsers, failingBrowserId }) => !browsers.has(id) && id !== failingBrowserId,
  ),
  answeredThough403(
    'failing-session',
    'Answers 200 to a key that may only read where the session fails.',
    (id, { failingBrowserId }) => id === failingBrowserId,
  ),
  {
    name: 'access-restricted-key-as-unknown-session',
    sentence: 'Answers 404 to a key that may only read when it names fields.',
    clause: response(403),
    how: (scene) => ({
      around: (call, answer) => {
        const given = answer(call);
        const names = Object.keys(updateIn(scene, call) ?? {}).length;
        return given.status === 403 && names > 0 ? notFound('browser session') : given;
      },
    }),
  },
]);

function answeredThough403(
  slug: string,
  sentence: string,
  concerns: (id: string, world: World) => boolean,
): Row {
  const how: How = ({ world }) => ({
    around: (call, answer) => {
      const given = answer(call);
      return given.status === 403 && concerns(sessionIdOf(call) ?? '', world) ? json(200, {}) : given;
    },
  });
  return { name: `access-restricted-key-updates-${slug}`, sentence, clause: response(403), how };
}

/** Answers a request without a valid key by something else that is wrong with it. */
function before401(
  slug: string,
  sentence: string,
  otherwise: (call: Call, scene: Scene) => Answer | undefined,
): Row {
  const how: How = (scene) => ({
    around: (call, answer) => {
      const given = answer(call);
      return given.status === 401 ? (otherwise(call, scene) ?? given) : given;
    },
  });
  return { name: `access-${slug}-before-401`, sentence, clause: response(401), how };
}

function isJson(body: Uint8Array): boolean {
  try {
    JSON.parse(Buffer.from(body).toString('utf8'));
    return true;
  } catch {
    return false;
  }
}

function appliedThough(status: number, sentence: string): Row {
  return {
    name: `access-${status}-but-applied`,
    sentence,
    clause: response(status),
    how: (scene) => ({
      around: (call, answer) => {
        const given = answer(call);
        const session = sessionOf(scene, call);
        const update = updateIn(scene, call);
        const changes = session && update && changesOf(scene, session, update);
        if (given.status === status && changes) scene.steps.apply(scene.world, session, changes, new Date());
        return given;
      },
    }),
  };
}
