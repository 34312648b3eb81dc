import { isObject, type JsonObject } from '../../src/model/json.js';
import { empty, type Answer } from '../../src/reference-server/answer.js';
import { sessionIdOf, type How } from '../../src/reference-server/deviation.js';
import type { Call } from '../../src/reference-server/http.js';
import type { BrowserUpdate } from '../../src/reference-server/requests.js';
import { withText } from '../../src/reference-server/rewriting.js';
import { sessionOf } from '../../src/reference-server/session-of-call.js';
import type { Browser, World } from '../../src/reference-server/world.js';
import { objectOf, textOf } from './body-text.js';
import { inArea, kebab, PATCH, response, schema, type Mutant, type Row } from './mutant.js';
import { applying, crashing, isRecording } from './reading.js';

const NAMES = `${PATCH}/description`;
const ACCEPTED = response(200);

/** What servers get wrong whose code is generated, and whose languages have zero values, shared structs and panics. */
export const generatedCode: readonly Mutant[] = inArea('whole update', [
  {
    name: 'members-of-the-last-update-linger',
    sentence: 'A viewport that an update leaves out is the one of the last update, of whatever session.',
    clause: NAMES,
    how: lingering,
  },
  ...(['id', 'session_id'] as const).map((member): Row => ({
    name: `${member.replace('_', '-')}-of-the-body-counts`,
    sentence: `The session that is updated is that of the member ${member}, where the body has it.`,
    clause: schema('BrowserUpdateRequest/description'),
    how: () => ({
      around: (call, answer) => {
        const other = bodyOf(call)[member];
        const own = sessionIdOf(call);
        return typeof other === 'string' && own !== undefined
          ? answer({ ...call, path: `/browsers/${encodeURIComponent(other)}` })
          : answer(call);
      },
    }),
  })),
  assigns('start_url', 'startUrl', (value): value is string => typeof value === 'string'),
  assigns('kiosk_mode', 'kioskMode', isBoolean),
  assigns('headless', 'headless', isBoolean),
  assigns('stealth', 'stealth', isBoolean),
  ...['proxy_id', 'disable_default_proxy', 'viewport'].flatMap((known) => [
    assignsBeside(known, 'timeout_seconds', () => ({ timeoutSeconds: 71 })),
    assignsBeside(known, 'kiosk_mode', () => ({ kioskMode: true })),
    assignsBeside(known, 'start_url', () => ({ startUrl: 'https://example.org/' })),
  ]),
  {
    name: 'viewport-applied-sometimes-when-proxy-refused',
    sentence: 'Every second update whose proxy is unknown has its viewport applied.',
    clause: response(400),
    how: sometimesApplied,
  },
  {
    name: 'out-of-bounds-refused-and-applied',
    sentence: 'A size beyond its bounds is refused, and applied.',
    clause: response(400),
    how: (scene) => ({
      around: (call, answer) => {
        const given = answer(call);
        const session = sessionOf(scene, call);
        const { viewport } = bodyOf(call);
        if (given.status !== 400 || session === undefined || !isObject(viewport)) return given;
        const { width, height } = viewport;
        if (typeof width === 'number' && typeof height === 'number')
          session.viewport = { ...session.viewport, width, height };
        return given;
      },
    }),
  },
  {
    name: 'invalid-body-as-200-with-an-error',
    sentence: 'The error of an invalid body comes under 200.',
    clause: response(400),
    how: () => ({
      around: (call, answer) => {
        const given = answer(call);
        return given.status === 400 ? { ...given, status: 200 } : given;
      },
    }),
  },
  onEmpty('as-204', 'An update of nothing is answered with 204.', () => empty(204)),
  onEmpty('as-304', 'An update of nothing is answered with 304.', () => empty(304)),
  onEmpty('shows-null', 'An update of nothing is answered with null.', (given) => withText(given, 'null')),
  {
    name: 'duplicate-members-merged',
    sentence: 'A member that is named twice is put together from both.',
    clause: `${PATCH}/requestBody/content/application~1json`,
    how: ({ steps }) => ({
      steps: {
        parseBody: (bytes, type) => {
          const text = Buffer.from(bytes ?? []).toString('utf8');
          const merged = text.replace(
            /^\{"viewport":\{([^}]*)\},"viewport":\{([^}]*)\}\}$/,
            '{"viewport":{$1,$2}}',
          );
          return steps.parseBody(bytes && Buffer.from(merged), type);
        },
      },
    }),
  },
  {
    name: 'refresh-rate-in-a-float',
    sentence: 'A refresh rate is kept in 32 bits of floating point.',
    clause: schema('BrowserViewport/properties/refresh_rate/type'),
    how: applying((changes) =>
      changes.viewport === undefined
        ? changes
        : {
            ...changes,
            viewport: { ...changes.viewport, refresh_rate: Math.fround(changes.viewport.refresh_rate) },
          },
    ),
  },
  panics('null-proxy', 'A proxy_id of null', ({ proxy_id }) => proxy_id === null),
  panics(
    'rate-left-out',
    'A viewport without a refresh_rate',
    ({ viewport }) => viewport !== undefined && viewport.refresh_rate === undefined,
  ),
  panics(
    'unknown-proxy',
    'An unknown proxy',
    ({ proxy_id: id }, _, { proxies }) => typeof id === 'string' && id !== '' && !proxies.has(id),
  ),
  panics('unknown-profile', 'An unknown profile', ({ profile }, _, { profiles }) =>
    profile?.id === undefined ? false : !profiles.has(profile.id),
  ),
  panics(
    'second-profile',
    'A second profile',
    ({ profile }, browser) => profile !== undefined && browser.profile !== undefined,
  ),
  panics(
    'resize-while-recorded',
    'A resize without force of a session that is recorded',
    ({ viewport }, browser) =>
      viewport !== undefined && viewport.force !== true && isRecording(browser, new Date()),
  ),
  {
    name: 'query-members-count',
    sentence: 'Members of an update are also read from the query.',
    clause: NAMES,
    how: () => ({
      around: (call, answer) => {
        const proxy_id = call.query.get('proxy_id');
        if (proxy_id === null) return answer(call);
        return answer({ ...call, body: Buffer.from(JSON.stringify({ ...bodyOf(call), proxy_id })) });
      },
    }),
  },
]);

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function bodyOf(call: Call): JsonObject {
  return objectOf(call) ?? {};
}

/** Sets what only the creation of a session decides. */
function assigns<M extends 'startUrl' | 'kioskMode' | 'headless' | 'stealth'>(
  member: string,
  own: M,
  isOf: (value: unknown) => value is Exclude<Browser[M], undefined>,
): Row {
  return {
    name: `${member.replace('_', '-')}-of-an-update-is-set`,
    sentence: `An update that has the undeclared member ${member} sets it.`,
    clause: schema(`Browser/properties/${member}/description`),
    how: (scene) => ({
      around: (call, answer) => {
        const session = sessionOf(scene, call);
        const value = bodyOf(call)[member];
        if (session !== undefined && isOf(value) && call.authorization.length > 0)
          Object.assign(session, { [own]: value });
        return answer(call);
      },
    }),
  };
}

/** The same for a server that binds the body of a creation where it knows the first member. */
function assignsBeside(known: string, member: string, change: () => Partial<Browser>): Row {
  return {
    name: `${kebab(member)}-beside-${kebab(known)}-is-set`,
    sentence: `An update of ${known} that has the undeclared member ${member} sets it.`,
    clause: schema(`Browser/properties/${member}`),
    how: (scene) => ({
      around: (call, answer) => {
        const session = sessionOf(scene, call);
        const body = bodyOf(call);
        const given = answer(call);
        if (session !== undefined && given.status === 200 && known in body && member in body)
          Object.assign(session, change());
        return given;
      },
    }),
  };
}

function lingering(...[{ steps }]: Parameters<How>): ReturnType<How> {
  let last: BrowserUpdate['viewport'];
  return {
    steps: {
      decide: (world, browser, update, now) => {
        const decision = steps.decide(world, browser, last ? { viewport: last, ...update } : update, now);
        last = update.viewport ?? last;
        return decision;
      },
    },
  };
}

function sometimesApplied(...[scene]: Parameters<How>): ReturnType<How> {
  let refusals = 0;
  return {
    steps: {
      decide: (world, browser, update, now) => {
        const decision = scene.steps.decide(world, browser, update, now);
        const { proxy_id: id, viewport } = update;
        const isUnknown = typeof id === 'string' && id !== '' && !world.proxies.has(id);
        if (isUnknown && viewport !== undefined && refusals++ % 2 === 1) {
          const { width, height } = viewport;
          browser.viewport = { ...browser.viewport, width, height };
        }
        return decision;
      },
    },
  };
}

function onEmpty(slug: string, sentence: string, instead: (given: Answer) => Answer): Row {
  return {
    name: `empty-object-${slug}`,
    sentence,
    clause: ACCEPTED,
    how: () => ({
      around: (call, answer) => {
        const given = answer(call);
        return given.status === 200 && textOf(call) === '{}' ? instead(given) : given;
      },
    }),
  };
}

function panics(
  slug: string,
  what: string,
  isMeant: (update: BrowserUpdate, browser: Browser, world: World) => boolean,
): Row {
  return {
    name: `${slug}-as-500`,
    sentence: `${what} is answered with 500.`,
    clause: `${PATCH}/responses`,
    how: crashing(isMeant),
  };
}
