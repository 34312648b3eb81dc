import type { BrowserUpdate } from '../../src/reference-server/requests.js';
import { changed } from '../../src/reference-server/rewriting.js';
import { findProfile, type Profile, type World } from '../../src/reference-server/world.js';
import { inArea, response, schema, type Mutant, type Row } from './mutant.js';
import { crashing, deciding, reading, without } from './reading.js';

/** A resource that an update refers to by its id. */
interface Kind {
  /** How the names of its mutants begin. */
  readonly slug: string;
  readonly noun: string;
  readonly clause: string;
  /** The id in an update that the conforming server does not know; undefined where there is none. */
  readonly unknownIn: (update: BrowserUpdate, world: World) => string | undefined;
  readonly idsOf: (world: World) => readonly string[];
  readonly refersTo: (update: BrowserUpdate, id: string) => BrowserUpdate;
  /** The world with its deleted resources back. */
  readonly undeleted: (world: World) => World;
}

const PROXY: Kind = {
  slug: 'proxy',
  noun: 'a proxy',
  clause: schema('BrowserUpdateRequest/properties/proxy_id/description'),
  unknownIn: ({ proxy_id: id }, { proxies }) => (id && !proxies.has(id) ? id : undefined),
  idsOf: ({ proxies }) => [...proxies.keys()],
  refersTo: (update, id) => ({ ...update, proxy_id: id }),
  undeleted: (world) => {
    const gone = world.deleted.proxies.map((proxy) => [proxy.id, proxy] as const);
    return { ...world, proxies: new Map([...gone, ...world.proxies]) };
  },
};

const PROFILE: Kind = {
  slug: 'profile-id',
  noun: 'a profile',
  clause: schema('BrowserProfile/properties/id/description'),
  unknownIn: ({ profile }, { profiles }) =>
    profile?.id !== undefined && !profiles.has(profile.id) ? profile.id : undefined,
  idsOf: ({ profiles }) => [...profiles.keys()],
  refersTo: (update, id) => ({ ...update, profile: { id } }),
  undeleted: (world) => {
    const gone = world.deleted.profiles.map((profile) => [profile.id, profile] as const);
    return { ...world, profiles: new Map([...gone, ...world.profiles]) };
  },
};

/** Shorter beginnings are not a mistake that anybody would ship. */
const SHORTEST_PREFIX = 6;

/** Lenient and fragile lookups of proxies and profiles. */
export const lookups: readonly Mutant[] = inArea('field', [
  ...[PROXY, PROFILE].flatMap((kind) => [
    byId(kind, 'prefix-accepted', `Accepts the beginning of the id of ${kind.noun}.`, (text, ids) =>
      text.length < SHORTEST_PREFIX ? undefined : ids.find((id) => id.startsWith(text)),
    ),
    byId(kind, 'in-any-case', `Compares the id of ${kind.noun} without regard to case.`, (text, ids) =>
      ids.find((id) => id.toLowerCase() === text.toLowerCase()),
    ),
    byId(kind, 'trimmed', `Trims blanks around the id of ${kind.noun}.`, (text, ids) =>
      ids.find((id) => id === text.trim()),
    ),
    deleted(kind),
    breaksOn(kind, 'nul', 'NUL', /\0/),
    breaksOn(kind, 'emoji', 'an emoji', /\p{Extended_Pictographic}/u),
  ]),
  breaksOn(PROXY, 'quote', 'a quote', /'/),
  breaksOn(PROXY, 'slash', 'a slash', /\//),
  breaksOn(PROXY, 'long', 'more than 255 characters', /^.{256}/su),
  breaksOn(PROFILE, 'empty', 'no characters', /^$/),
  byId(PROXY, 'wildcard', 'Takes a percent sign for any proxy.', (text, ids) =>
    text === '%' ? ids[0] : undefined,
  ),
  byId(PROXY, 'none-removes', 'Removes the proxy for the words none, null and direct.', (text) =>
    ['none', 'null', 'direct'].includes(text) ? '' : undefined,
  ),
  {
    name: 'proxy-by-name-accepted',
    sentence: 'Accepts the name of a proxy in place of its id.',
    clause: PROXY.clause,
    how: finding(PROXY, (text, { proxies }) => [...proxies.values()].find(({ name }) => name === text)?.id),
  },
  {
    name: 'proxy-of-every-object-accepted',
    sentence: 'Takes a member of every object for a proxy, and ignores it.',
    clause: PROXY.clause,
    how: deciding((update) =>
      typeof update.proxy_id === 'string' && update.proxy_id in {} ? without(update, 'proxy_id') : update,
    ),
  },
  {
    name: 'profile-id-takes-a-name',
    sentence: 'Accepts a name as the id of a profile.',
    clause: PROFILE.clause,
    how: finding(PROFILE, (text, world) => findProfile(world, { name: text })?.id),
  },
  byName('takes-an-id', 'Accepts an id as the name of a profile.', (text, profiles) =>
    profiles.find(({ id }) => id === text),
  ),
  byName('in-any-case', 'Compares the name of a profile without regard to case.', (text, profiles) =>
    profiles.find(({ name }) => name?.toLowerCase() === text.toLowerCase()),
  ),
  byName('underscore-wildcard', 'Takes an underscore in a name for any character.', (text, profiles) => {
    const like = new RegExp(`^${text.replaceAll('.', '\\.').replaceAll('_', '.')}$`);
    return profiles.find(({ name }) => name !== undefined && like.test(name));
  }),
  byName('first-64-letters', 'Compares the first 64 letters of the name of a profile.', (text, profiles) =>
    profiles.find(({ name }) => text.length > 64 && name?.slice(0, 64) === text.slice(0, 64)),
  ),
  {
    name: 'proxy-takes-a-profile-id',
    sentence: 'Accepts the id of a profile as that of a proxy, and ignores it.',
    clause: PROXY.clause,
    how: deciding((update, _, { world }) =>
      typeof update.proxy_id === 'string' && world.profiles.has(update.proxy_id)
        ? without(update, 'proxy_id')
        : update,
    ),
  },
  {
    name: 'profile-id-takes-a-proxy',
    sentence: 'Accepts the id of a proxy as that of a profile, and ignores it.',
    clause: PROFILE.clause,
    how: deciding((update, _, { world }) =>
      update.profile?.id !== undefined && world.proxies.has(update.profile.id)
        ? without(update, 'profile')
        : update,
    ),
  },
  {
    name: 'profile-empty-id-ignored',
    sentence: 'Treats a profile with an empty id as omitted.',
    clause: schema('BrowserProfile/description'),
    how: reading((body) => changed(body, 'profile', (value) => (hasEmptyId(value) ? undefined : value))),
  },
]);

/** Refers to the resource that `find` finds where the conforming server finds none. */
function finding(
  { unknownIn, refersTo }: Kind,
  find: (text: string, world: World) => string | undefined,
): Row['how'] {
  return deciding((update, _, { world }) => {
    const text = unknownIn(update, world);
    const id = text === undefined ? undefined : find(text, world);
    return id === undefined ? update : refersTo(update, id);
  });
}

function byId(
  kind: Kind,
  slug: string,
  sentence: string,
  find: (text: string, ids: readonly string[]) => string | undefined,
): Row {
  const how = finding(kind, (text, world) => find(text, kind.idsOf(world)));
  return { name: `${kind.slug}-${slug}`, sentence, clause: kind.clause, how };
}

function byName(
  slug: string,
  sentence: string,
  find: (text: string, profiles: readonly Profile[]) => Profile | undefined,
): Row {
  const how = deciding((update, browser, { world }) => {
    const { profile } = update;
    if (profile?.name === undefined || browser.profile || findProfile(world, profile)) return update;
    const id = find(profile.name, [...world.profiles.values()])?.id;
    return id === undefined ? update : { ...update, profile: { id } };
  });
  const clause = schema('BrowserProfile/properties/name/description');
  return { name: `profile-name-${slug}`, sentence, clause, how };
}

function deleted({ slug, noun, clause, undeleted }: Kind): Row {
  return {
    name: `${slug}-deleted-accepted`,
    sentence: `Still accepts ${noun} that was deleted.`,
    clause,
    how: ({ steps }) => ({
      steps: {
        decide: (world, browser, update, now) => steps.decide(undeleted(world), browser, update, now),
      },
    }),
  };
}

function breaksOn({ slug, noun, unknownIn }: Kind, end: string, what: string, odd: RegExp): Row {
  return {
    name: `${slug}-${end}-as-500`,
    sentence: `Answers 500 to ${what} in the id of ${noun}.`,
    clause: response(400),
    how: crashing((update, _, world) => {
      const text = unknownIn(update, world);
      return text !== undefined && odd.test(text);
    }),
  };
}

function hasEmptyId(profile: unknown): boolean {
  return typeof profile === 'object' && profile !== null && 'id' in profile && profile.id === '';
}
