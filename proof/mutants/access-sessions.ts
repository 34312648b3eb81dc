import { json, notFound, problem, type Answer, type Outcome } from '../../src/reference-server/answer.js';
import { sessionIdOf, type How, type Scene } from '../../src/reference-server/deviation.js';
import type { Call } from '../../src/reference-server/http.js';
import { updateIn } from '../../src/reference-server/session-of-call.js';
import type { Browser, World } from '../../src/reference-server/world.js';
import { inArea, PATCH, response, type Mutant, type Row } from './mutant.js';

const RESPONSES = `${PATCH}/responses`;
const ID = `${PATCH}/parameters/0`;

/** Mistakes in which session an id means: unknown, deleted, odd and failing ones. */
export const accessSessions: readonly Mutant[] = inArea('access', [
  ...([400, 403, 500] as const).map((status): Row => ({
    name: `session-unknown-as-${status}`,
    sentence: `An update of an unknown session is answered with ${status}.`,
    clause: response(404),
    how: missing((world, id) => !world.browsers.has(id), problem(status, 'refused', 'This is refused.')),
  })),
  {
    name: 'session-unknown-as-empty-200',
    sentence: 'An update of an unknown session is answered with 200.',
    clause: response(404),
    how: missing((world, id) => !world.browsers.has(id), json(200, {})),
  },
  finds('unknown-means-the-oldest', 'An update of an unknown session changes the oldest one.', (world, id) =>
    world.browsers.has(id) ? undefined : alive(world)[0],
  ),
  finds('unknown-is-created', 'An update of an unknown session creates it.', (world, id) => {
    const model = world.browsers.has(id) ? undefined : alive(world)[0];
    return model && { ...model, id, createdAt: new Date(), replays: [] };
  }),
  finds('deleted-is-updated', 'A deleted session can be updated.', (world, id) => world.browsers.get(id)),
  {
    name: 'session-deleted-as-410',
    sentence: 'An update of a deleted session is answered with 410.',
    clause: RESPONSES,
    how: missing(isDeleted, problem(410, 'gone', 'The browser session has been deleted.')),
  },
  {
    name: 'session-deleted-as-500',
    sentence: 'An update of a deleted session is answered with 500.',
    clause: response(404),
    how: missing(isDeleted, problem(500, 'internal_error', 'The browser session does not respond.')),
  },
  finds('id-prefix', 'The beginning of an id is enough to update a session.', (world, id) =>
    id.length < 8 ? undefined : alive(world).find((browser) => browser.id.startsWith(id)),
  ),
  finds('id-with-tail', 'What follows the 24 characters of an id is ignored.', (world, id) =>
    alive(world).find((browser) => id.startsWith(browser.id)),
  ),
  finds('id-with-head', 'What stands before the 24 characters of an id is ignored.', (world, id) =>
    alive(world).find((browser) => id.endsWith(browser.id)),
  ),
  finds('id-last-letter', 'The last letter of an id is not compared.', (world, id) =>
    alive(world).find((browser) => browser.id.slice(0, -1) === id.slice(0, -1)),
  ),
  // Whether there is a session yet is a matter of chance.
  ...(['*', 'latest'] as const).map((word): Row => ({
    name: `session-id-${word === '*' ? 'asterisk' : word}`,
    sentence: `An update of ${word} is taken for one of whatever sessions there are.`,
    clause: ID,
    how: missing((_, id) => id === word, json(200, {})),
  })),
  {
    name: 'session-id-not-decoded',
    sentence: 'An id is looked up as it is written in the path.',
    clause: ID,
    how: () => ({
      around: (call, answer) => (/%[3-7]/.test(call.path) ? notFound('browser session') : answer(call)),
    }),
  },
  addressed('id-from-query', 'The id in the query counts, not that of the path.', ({ query }) =>
    query.has('id') ? `/browsers/${encodeURIComponent(query.get('id') ?? '')}` : undefined,
  ),
  addressed(
    'path-behind-id',
    'What follows an id in the path is ignored.',
    ({ path }) => /^\/browsers\/[^/?]+(?=\/x$)/.exec(path)?.[0],
  ),
  addressed('path-without-id', 'A path without an id means the oldest session.', ({ path }, world) =>
    path === '/browsers' ? `/browsers/${alive(world)[0]?.id ?? ''}` : undefined,
  ),
  finds('id-in-any-case', 'A session is found by its id in upper case.', (world, id) =>
    alive(world).find((browser) => browser.id === id.toLowerCase()),
  ),
  finds('id-trimmed', 'A session is found by its id among blanks.', (world, id) =>
    alive(world).find((browser) => browser.id === id.trim()),
  ),
  finds('id-decoded-twice', 'A session is found by its id, percent-encoded twice.', (world, id) =>
    id.includes('%') ? alive(world).find((browser) => browser.id === decoded(id)) : undefined,
  ),
  finds('id-with-format', 'A suffix that looks like a file format is cut off an id.', (world, id) =>
    alive(world).find((browser) => browser.id === id.replace(/\.(?:json|xml)$/, '')),
  ),
  finds('id-with-matrix-parameter', 'What follows a semicolon in an id is ignored.', (world, id) =>
    alive(world).find((browser) => browser.id === id.split(';')[0]),
  ),
  finds('id-until-nul', 'An id ends at a NUL character.', (world, id) =>
    alive(world).find((browser) => browser.id === id.split('\0')[0]),
  ),
  finds('id-of-its-proxy', 'A session is found by the id of its proxy.', (world, id) =>
    alive(world).find((browser) => browser.proxyId === id),
  ),
  finds('id-of-its-profile', 'A session is found by the id of its profile.', (world, id) =>
    alive(world).find((browser) => browser.profile?.id === id),
  ),
  odd('nul-in-id', 'A NUL character in an id is answered with 500.', (id) => id.includes('\0')),
  odd('semicolon-in-id', 'A semicolon in an id is answered with 500.', (id) => id.includes(';')),
  {
    name: 'session-proxy-id-as-500',
    sentence: 'The id of a proxy in place of one of a session is answered with 500.',
    clause: response(404),
    how: missing((world, id) => world.proxies.has(id), problem(500, 'internal_error', 'Not a session.')),
  },
  aftermath('unknown-is-made', 'A refused update of an unknown session creates it.', make),
  aftermath(
    'unknown-is-made-by-an-invalid-update',
    'An invalid update of an unknown session is refused and creates it.',
    make,
    (scene, call) => updateIn(scene, call) === undefined,
  ),
  aftermath('deleted-is-revived', 'A refused update of a deleted session brings it back.', (world, id) => {
    const browser = world.browsers.get(id);
    if (browser) browser.deletedAt = undefined;
  }),
  odd('long-id', 'An id of more than 255 characters is answered with 500.', (id) => id.length > 255),
  odd('non-ascii-id', 'An id with a letter outside ASCII is answered with 500.', (id) =>
    /[^\0-\x7f]/.test(id),
  ),
  odd('malformed-escape', 'A malformed percent escape in the path is answered with 500.', (id) =>
    id.includes('%'),
  ),
  // What cannot be decoded is left as it stands in the path.
  odd('id-of-no-utf8', 'An id that is no UTF-8 is answered with 500.', (id) => /%[89a-f][0-9a-f]/i.test(id)),
  odd('slash-in-id', 'An escaped slash in an id is answered with 500.', (id) => id.includes('/')),
  odd('quote-in-id', 'A quote in an id is answered with 500.', (id) => id.includes("'")),
  odd('short-id', 'An id that is too short for a session is answered with 500.', (id) => id.length < 24),
  failing(200, {}),
  failing(502, { code: 'bad_gateway', message: 'The browser session does not respond.' }),
]);

function decoded(id: string): string | undefined {
  try {
    return decodeURIComponent(id);
  } catch {
    return undefined;
  }
}

function alive(world: World): Browser[] {
  return [...world.browsers.values()].filter((browser) => browser.deletedAt === undefined);
}

function isDeleted(world: World, id: string): boolean {
  return world.browsers.get(id)?.deletedAt !== undefined;
}

/** Another refusal for ids of that kind. The failing session keeps its 500. */
function missing(concerns: (world: World, id: string) => boolean, refusal: Answer): How {
  return finding((world, id) => (concerns(world, id) ? { refusal } : undefined));
}

function finds(slug: string, sentence: string, find: (world: World, id: string) => Browser | undefined): Row {
  const how = finding((world, id) => {
    const browser = find(world, id);
    if (browser === undefined) return undefined;
    world.browsers.set(browser.id, browser);
    return { value: browser };
  });
  return { name: `session-${slug}`, sentence, clause: slug.startsWith('id-') ? ID : response(404), how };
}

/** Goes on as if an update had been sent to another path. */
function addressed(
  slug: string,
  sentence: string,
  pathOf: (call: Call, world: World) => string | undefined,
): Row {
  const how: How = ({ world }) => ({
    around: (call, answer) => {
      const path = call.method === 'PATCH' ? pathOf(call, world) : undefined;
      return answer(path === undefined ? call : { ...call, path });
    },
  });
  return { name: `session-${slug}`, sentence, clause: ID, how, reach: 'every call' };
}

function finding(find: (world: World, id: string) => Outcome<Browser> | undefined): How {
  return ({ steps }) => ({
    steps: {
      findSession: (world, id) =>
        (id === world.failingBrowserId ? undefined : find(world, id)) ?? steps.findSession(world, id),
    },
  });
}

/** Makes a session under an id that none has. */
function make(world: World, id: string): void {
  if (world.browsers.has(id)) return;
  world.browsers.set(id, {
    ...{ id, createdAt: new Date(), deletedAt: undefined, replays: [], startUrl: undefined },
    ...{ headless: true, stealth: false, gpu: false, kioskMode: false, timeoutSeconds: 60 },
    ...{ proxyId: undefined, disableDefaultProxy: false, profile: undefined, saveChanges: false },
    viewport: { width: 1920, height: 1080, refresh_rate: 25 },
    more: {},
  });
}

/** Does something to the sessions after an update was refused with 404. */
function aftermath(
  slug: string,
  sentence: string,
  happens: (world: World, id: string) => void,
  isMeant: (scene: Scene, call: Call) => boolean = () => true,
): Row {
  const how: How = (scene) => ({
    around: (call, answer) => {
      const given = answer(call);
      if (given.status === 404 && isMeant(scene, call)) happens(scene.world, sessionIdOf(call) ?? '');
      return given;
    },
  });
  return { name: `session-${slug}`, sentence, clause: response(404), how };
}

function odd(slug: string, sentence: string, isOdd: (id: string) => boolean): Row {
  const fails = (call: Call, given: Answer): boolean =>
    given.status === 404 && isOdd(sessionIdOf(call) ?? '');
  const crash = problem(500, 'internal_error', 'The reference server met an unexpected error.');
  const how: How = () => ({
    around: (call, answer) => {
      const given = answer(call);
      return fails(call, given) ? crash : given;
    },
  });
  return { name: `session-${slug}-as-500`, sentence, clause: response(404), how };
}

function failing(status: number, body: Readonly<Record<string, string>>): Row {
  const how: How = ({ world }) => ({
    around: (call, answer) => {
      const given = answer(call);
      return given.status === 500 && sessionIdOf(call) === world.failingBrowserId
        ? json(status, { ...body })
        : given;
    },
  });
  return {
    name: `session-failing-as-${status}`,
    sentence: `An update of a session that fails is answered with ${status}.`,
    clause: status === 200 ? response(500) : RESPONSES,
    how,
  };
}
