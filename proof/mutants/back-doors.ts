import { json } from '../../src/reference-server/answer.js';
import { sessionIdOf, type How } from '../../src/reference-server/deviation.js';
import type { Call } from '../../src/reference-server/http.js';
import type { World } from '../../src/reference-server/world.js';
import { objectOf, textOf } from './body-text.js';
import { inArea, kebab, response, type Mutant, type Row } from './mutant.js';

/** Rules of access that hold for the usual update and not for another shape of it, or not for long. */
export const backDoors: readonly Mutant[] = inArea('access', [
  door(401, 'empty-update', 'An empty update needs no key.', (call) => isEmpty(call) && hasNoKey(call)),
  door(
    401,
    'no-body-without-key',
    'A request without a body needs no key.',
    (call) => textOf(call) === '' && hasNoKey(call),
  ),
  door(
    401,
    'empty-update-under-any-key',
    'An empty update is let in under any key.',
    (call) => isEmpty(call) && !hasNoKey(call),
  ),
  ...(['proxy_id', 'profile', 'disable_default_proxy'] as const).map((member) =>
    door(
      401,
      `${kebab(member)}-without-key`,
      `An update of ${member} needs no key.`,
      (call) => hasNoKey(call) && textOf(call).startsWith(`{"${member}"`),
    ),
  ),
  ...([401, 403] as const).map((status) =>
    door(
      status,
      `second-try-after-${status}`,
      `A request that is sent again after a ${status} is let in.`,
      remembering((call, { status: given }) => (given === status ? keyOf(call, true) : undefined), true),
    ),
  ),
  ...([401, 403] as const).map((status) =>
    door(
      status,
      `repetition-for-${status}`,
      `The answer to an accepted update is given to everybody who repeats it, in place of a ${status}.`,
      remembering((call, { status: given }) => (given === 200 ? keyOf(call, false) : undefined), false),
    ),
  ),
  door(
    403,
    'restricted-key-for-removal',
    'A key that may only read may take a proxy away.',
    (call) => textOf(call) === '{"proxy_id":""}',
  ),
  door(403, 'restricted-key-for-forced-resize', 'A key that may only read may force a resize.', (call) =>
    textOf(call).includes('"force":true'),
  ),
  door(
    403,
    'restricted-key-for-several-fields',
    'A key that may only read may update several fields at once.',
    (call) => /^\{"proxy_id":.*,"viewport":/.test(textOf(call)),
  ),
  door(
    403,
    'restricted-key-for-profile-and-viewport',
    'A key that may only read may update a profile and a viewport at once.',
    (call) => /^\{"profile":.*,"viewport":/.test(textOf(call)),
  ),
  door(
    403,
    'restricted-key-for-proxy-and-switch',
    'A key that may only read may update a proxy beside disable_default_proxy.',
    (call) => /^\{"proxy_id":.*,"disable_default_proxy":/.test(textOf(call)),
  ),
  door(
    403,
    'restricted-key-for-three-fields',
    'A key that may only read may update three fields at once.',
    (call) => Object.keys(bodyOf(call)).length === 3,
  ),
  door(
    403,
    'restricted-key-for-chunks',
    'A key that may only read may send an update in chunks.',
    ({ headers }) => headers['transfer-encoding'] === 'chunked',
  ),
  door(
    403,
    'restricted-key-for-headful-sessions',
    'A key that may only read may update headful sessions.',
    (call, { browsers }) => browsers.get(sessionIdOf(call) ?? '')?.headless === false,
  ),
  {
    name: 'access-lets-in-restricted-key-without-a-body',
    sentence: 'A key that may only read may send an update without a body, which is taken for an empty one.',
    clause: response(403),
    how: ({ keys }) => ({
      around: (call, answer) => {
        const given = answer(call);
        return given.status === 403 && textOf(call) === ''
          ? answer({ ...call, authorization: [`Bearer ${keys.full}`], body: Buffer.from('{}') })
          : given;
      },
    }),
  },
  gone('empty-update-of-a-deleted-session', 'An empty update of a deleted session is accepted.', isEmpty),
  gone(
    'proxy-of-a-deleted-session',
    'The proxy of a deleted session can be updated.',
    (call) => 'proxy_id' in bodyOf(call),
  ),
  gone(
    'second-update-of-a-deleted-session',
    'An update of a deleted session is accepted when it is sent again.',
    remembering((call, { status }) => (status === 404 ? keyOf(call, true) : undefined), true),
  ),
  {
    name: 'access-empty-update-of-an-unknown-session',
    sentence: 'An empty update of an unknown session is answered with 200.',
    clause: response(404),
    how: () => ({
      around: (call, answer) => {
        const given = answer(call);
        return given.status === 404 && isEmpty(call) ? json(200, {}) : given;
      },
    }),
  },
]);

type Concerns = (call: Call, world: World) => boolean;
/** Sees each call with its answer, and says of a later one whether it is concerned. */
type Memory = () => {
  readonly isMeant: Concerns;
  readonly saw: (call: Call, given: { status: number }) => void;
};

const bodyOf = (call: Call): object => objectOf(call) ?? {};

function isEmpty(call: Call): boolean {
  return textOf(call).trim() === '{}';
}

function hasNoKey({ authorization }: Call): boolean {
  return authorization.length === 0;
}

function keyOf(call: Call, isByKey: boolean): string {
  return [sessionIdOf(call), textOf(call), ...(isByKey ? call.authorization : [])].join('\n');
}

/** @param forgets the first that is concerned ends it. */
function remembering(
  remembered: (call: Call, given: { status: number }) => string | undefined,
  isByKey: boolean,
): Memory {
  return () => {
    const known = new Set<string>();
    return {
      isMeant: (call) => known.has(keyOf(call, isByKey)),
      saw: (call, given) => {
        const key = remembered(call, given);
        if (key !== undefined) known.add(key);
      },
    };
  };
}

function isMemory(concerns: Concerns | Memory): concerns is Memory {
  return concerns.length === 0;
}

/** Lets in with the full key what would be refused with that status. */
function door(status: 401 | 403, slug: string, sentence: string, concerns: Concerns | Memory): Row {
  const how: How = ({ keys, world }) => {
    const memory = isMemory(concerns) ? concerns() : { isMeant: concerns, saw: () => undefined };
    return {
      around: (call, answer) => {
        const isMeant = memory.isMeant(call, world);
        const given = answer(call);
        memory.saw(call, given);
        return isMeant && given.status === status
          ? answer({ ...call, authorization: [`Bearer ${keys.full}`] })
          : given;
      },
    };
  };
  return { name: `access-lets-in-${slug}`, sentence, clause: response(status), how };
}

/** Shows a deleted session as if it had been updated. */
function gone(slug: string, sentence: string, concerns: Concerns | Memory): Row {
  const how: How = ({ steps, world }) => {
    const memory = isMemory(concerns) ? concerns() : { isMeant: concerns, saw: () => undefined };
    return {
      around: (call, answer) => {
        const isMeant = memory.isMeant(call, world);
        const given = answer(call);
        memory.saw(call, given);
        const browser = world.browsers.get(sessionIdOf(call) ?? '');
        if (given.status !== 404 || browser === undefined || !isMeant) return given;
        return json(200, steps.represent({ ...browser, deletedAt: undefined }, new Date()));
      },
    };
  };
  return { name: `access-${slug}`, sentence, clause: response(404), how };
}
