import { isObject, type JsonObject } from '../../src/model/json.js';
import { json } from '../../src/reference-server/answer.js';
import { sessionIdOf, type How } from '../../src/reference-server/deviation.js';
import type { Call } from '../../src/reference-server/http.js';
import { isRunning, type Browser } from '../../src/reference-server/world.js';
import { objectOf } from './body-text.js';
import { inArea, PATCH, response, schema, type Mutant, type Row } from './mutant.js';
import { running } from './reading.js';

interface Shape {
  readonly slug: string;
  readonly words: string;
  readonly is: (body: JsonObject) => boolean;
}

/** Is this the only member? */
const alone = (body: JsonObject, name: string): boolean => name in body && Object.keys(body).length === 1;

/** Updates that leave a session without a proxy as it is, as far as anybody sees. */
const SHAPES: readonly Shape[] = [
  { slug: 'empty-object', words: 'an empty object', is: (body) => Object.keys(body).length === 0 },
  {
    slug: 'null-proxy',
    words: 'null as the proxy_id',
    is: (body) => alone(body, 'proxy_id') && body.proxy_id === null,
  },
  {
    slug: 'switch-on',
    words: 'disable_default_proxy being true',
    is: (body) => alone(body, 'disable_default_proxy') && body.disable_default_proxy === true,
  },
  {
    slug: 'switch-off',
    words: 'disable_default_proxy being false',
    is: (body) => alone(body, 'disable_default_proxy') && body.disable_default_proxy === false,
  },
];

interface Kind {
  readonly slug: string;
  readonly words: string;
  readonly is: (browser: Browser) => boolean;
}

const KINDS: readonly Kind[] = [
  {
    slug: 'headful',
    words: 'a headful session',
    is: ({ headless, stealth, gpu, replays }) => !headless && !stealth && !gpu && replays.length === 0,
  },
  { slug: 'stealth', words: 'a stealth session', is: ({ stealth }) => stealth },
  { slug: 'gpu', words: 'a session with a GPU', is: ({ gpu }) => gpu },
  { slug: 'kiosk', words: 'a session in kiosk mode', is: ({ kioskMode }) => kioskMode },
  { slug: 'recorded', words: 'a session that is recorded', is: (browser) => running(browser) === 1 },
  { slug: 'recorded-twice', words: 'a session that is recorded twice', is: (one) => running(one) === 2 },
  {
    slug: 'recorded-before',
    words: 'a session that was recorded',
    is: (browser) => browser.replays.length > 0 && running(browser) === 0,
  },
];

/** An empty object as a way in is among `back-doors.ts`. */
const [, ...OTHER_SHAPES] = SHAPES;

/** What updates do that name nothing which shows, on one kind of session; and who may send them. */
export const smallUpdates: readonly Mutant[] = [
  ...inArea('whole update', [...SHAPES.flatMap(effectsOf), ...recordings()]),
  ...inArea(
    'access',
    OTHER_SHAPES.flatMap(({ slug, words, is }) => doors(slug, `with ${words}`, (_, body) => is(body))),
  ),
  ...inArea(
    'access',
    KINDS.flatMap(({ slug, words, is }) => doors(`on-${slug}`, `on ${words}`, (browser) => is(browser))),
  ),
  ...inArea('access', OTHER_SHAPES.map(gone)),
  ...inArea('error body', OTHER_SHAPES.flatMap(withoutCode)),
];

/** Shapes and kinds that a server need not accept are asked about what they change where it does. */
function effectsOf(shape: Shape): Row[] {
  return KINDS.flatMap((kind) => [
    row(
      `${shape.slug}-changes-the-rate-on-${kind.slug}`,
      `${shape.words} sets the refresh rate to 60`,
      kind,
      {
        effect: (browser) => {
          browser.viewport = { ...browser.viewport, refresh_rate: 60 };
        },
        shape,
      },
    ),
    row(`${shape.slug}-unloads-the-profile-on-${kind.slug}`, `${shape.words} unloads the profile`, kind, {
      effect: (browser) => {
        browser.profile = undefined;
      },
      shape,
    }),
  ]);
}

function row(
  name: string,
  what: string,
  kind: Kind,
  { effect, shape }: { readonly effect: (browser: Browser) => void; readonly shape: Shape },
): Row {
  return {
    name,
    sentence: `On ${kind.words} ${what}.`,
    clause: response(200),
    how: afterAnswer((browser, body, status, before) => {
      if (status === 200 && shape.is(body) && kind.is(before)) effect(browser);
    }),
  };
}

/** Does something to a session once its update is answered, in whatever way. */
function afterAnswer(
  effect: (browser: Browser, body: JsonObject, status: number, before: Browser) => void,
): How {
  return ({ world }) => ({
    around: (call, answer) => {
      const browser = world.browsers.get(sessionIdOf(call) ?? '');
      const before = browser && { ...browser, replays: browser.replays.map((replay) => ({ ...replay })) };
      const given = answer(call);
      if (browser && before) effect(browser, bodyOf(call), given.status, before);
      return given;
    },
  });
}

function recordings(): Row[] {
  const stop = ({ replays }: Browser, count = Infinity): void => {
    for (const replay of replays.filter((one) => isRunning(one, new Date())).slice(0, count))
      replay.endsAt = new Date();
  };
  const stopping = (slug: string, sentence: string, how: How): Row => ({
    name: `recording-stopped-by-${slug}`,
    sentence,
    clause: `${PATCH}/description`,
    how,
  });
  return [
    ...SHAPES.map(({ slug, words, is }) =>
      stopping(
        slug,
        `A recording stops with ${words}.`,
        afterAnswer((browser, body, status) => {
          if (status === 200 && is(body)) stop(browser);
        }),
      ),
    ),
    ...(
      [
        [
          'another-proxy',
          'another proxy',
          (body) => typeof body.proxy_id === 'string' && body.proxy_id !== '',
        ],
        ['no-proxy', 'an empty proxy_id', (body) => body.proxy_id === ''],
        ['nothing', 'an empty object', (body) => Object.keys(body).length === 0],
      ] satisfies [string, string, Shape['is']][]
    ).map(([slug, words, is]) =>
      stopping(
        `${slug}-of-two`,
        `One of two recordings stops with ${words}.`,
        afterAnswer((browser, body, status) => {
          if (status === 200 && is(body) && running(browser) === 2) stop(browser, 1);
        }),
      ),
    ),
    ...([401, 403] as const).map((given) =>
      stopping(
        `a-${given}`,
        `A recording stops with an update that is refused with ${given}.`,
        afterAnswer((browser, _, status) => {
          if (status === given) stop(browser);
        }),
      ),
    ),
    ...KINDS.filter(({ slug }) => /^(?:recorded|gpu)/.test(slug)).map((kind): Row => ({
      name: `resize-throws-away-what-is-recorded-on-${kind.slug}`,
      sentence: `On ${kind.words} a resize throws away the recordings that have ended.`,
      clause: schema('BrowserViewportUpdate/allOf/1/properties/force/description'),
      how: afterAnswer((browser, body, status, before) => {
        if (status !== 200 || !isObject(body.viewport) || !kind.is(before)) return;
        const known = new Set(before.replays.map(({ id }) => id));
        browser.replays = browser.replays.filter((one) => !known.has(one.id) || isRunning(one, new Date()));
      }),
    })),
  ];
}

/** Lets in somebody without a key, with a wrong key, or with one that may only read. */
function doors(slug: string, words: string, is: (browser: Browser, body: JsonObject) => boolean): Row[] {
  const door = (who: string, sentence: string, status: 401 | 403, isMeant: (call: Call) => boolean): Row => ({
    name: `access-${who}-let-in-${slug}`,
    sentence: `${sentence} is let in ${words}.`,
    clause: response(status),
    how: ({ keys, world }) => ({
      around: (call, answer) => {
        const given = answer(call);
        const browser = world.browsers.get(sessionIdOf(call) ?? '');
        return given.status === status && browser && is(browser, bodyOf(call)) && isMeant(call)
          ? answer({ ...call, authorization: [`Bearer ${keys.full}`] })
          : given;
      },
    }),
  });
  return [
    door('nobody', 'A request without a key', 401, ({ authorization }) => authorization.length === 0),
    door('wrong-key', 'A wrong key', 401, ({ authorization }) => authorization.length === 1),
    door('reader', 'A key that may only read', 403, () => true),
  ];
}

function gone({ slug, words, is }: Shape): Row {
  return {
    name: `access-${slug}-of-a-deleted-session`,
    sentence: `An update of a deleted session is accepted with ${words}.`,
    clause: response(404),
    how: ({ steps, world, keys }) => ({
      around: (call, answer) => {
        const given = answer(call);
        const browser = world.browsers.get(sessionIdOf(call) ?? '');
        const isLetIn = call.authorization.includes(`Bearer ${keys.full}`);
        if (given.status !== 404 || browser === undefined || !isLetIn || !is(bodyOf(call))) return given;
        return json(200, steps.represent({ ...browser, deletedAt: undefined }, new Date()));
      },
    }),
  };
}

function withoutCode({ slug, words, is }: Shape): Row[] {
  return ([401, 403, 404, 500] as const).map((status) => ({
    name: `error-${status}-without-code-for-${slug}`,
    sentence: `The error of a ${status} leaves out code where the update is ${words}.`,
    clause: schema('Error/required'),
    how: () => ({
      around: (call, answer) => {
        const given = answer(call);
        return given.status === status && is(bodyOf(call)) ? json(status, { message: 'No.' }) : given;
      },
    }),
  }));
}

/** What is no object has none of the shapes. */
function bodyOf(call: Call): JsonObject {
  return objectOf(call) ?? { no: 'object' };
}
