import { changed } from '../../src/reference-server/rewriting.js';
import type { ProfileChoice } from '../../src/reference-server/requests.js';
import { findProfile, type Profile, type World } from '../../src/reference-server/world.js';
import { inArea, response, schema, type Mutant, type Row } from './mutant.js';
import { crashing, deciding, reading } from './reading.js';

const EXISTS = schema('BrowserProfile/description');
const ID = schema('BrowserProfile/properties/id/description');
const NAME = schema('BrowserProfile/properties/name/description');

/** Shorter beginnings are no mistake that anybody would ship. */
const SHORTEST_PREFIX = 6;

/** Mistakes about which profile a text means that is the id or the name of none. */
export const profileLookups: readonly Mutant[] = inArea('field', [
  byId('takes-a-name', 'A name is accepted as the id of a profile.', (world, id) =>
    findProfile(world, { name: id }),
  ),
  byId('prefix-accepted', 'The beginning of an id is enough to load a profile.', (world, text) =>
    text.length < SHORTEST_PREFIX ? undefined : all(world).find(({ id }) => id.startsWith(text)),
  ),
  byId('in-any-case', 'The id of a profile is compared without regard to case.', (world, text) =>
    all(world).find(({ id }) => id.toLowerCase() === text.toLowerCase()),
  ),
  byId('trimmed', 'Blanks around the id of a profile are cut away.', (world, text) =>
    world.profiles.get(text.trim()),
  ),
  byName('takes-an-id', 'An id is accepted as the name of a profile.', (world, text) =>
    world.profiles.get(text),
  ),
  byName('in-any-case', 'The name of a profile is compared without regard to case.', (world, text) =>
    all(world).find(({ name }) => name?.toLowerCase() === text.toLowerCase()),
  ),
  byName('underscore-wildcard', 'An underscore in a name stands for any character.', (world, text) => {
    const like = new RegExp(`^${text.replaceAll('.', '\\.').replaceAll('_', '.')}$`);
    return all(world).find(({ name }) => name !== undefined && like.test(name));
  }),
  {
    name: 'profile-empty-id-ignored',
    sentence: 'A profile with an empty id counts as left out.',
    clause: EXISTS,
    how: reading((body) => changed(body, 'profile', (value) => (hasEmptyId(value) ? undefined : value))),
  },
  {
    name: 'profile-deleted-loaded',
    sentence: 'A profile that was deleted can still be loaded.',
    clause: EXISTS,
    how: ({ steps }) => ({
      steps: {
        decide: (world, browser, update, now) => {
          const gone = world.deleted.profiles.map((profile) => [profile.id, profile] as const);
          const profiles = new Map([...gone, ...world.profiles]);
          return steps.decide({ ...world, profiles }, browser, update, now);
        },
      },
    }),
  },
  breaksOn('nul', 'A NUL in the id of a profile is answered with 500.', /\0/),
  breaksOn('emoji', 'An emoji in the id of a profile is answered with 500.', /\p{Extended_Pictographic}/u),
  breaksOn('empty', 'An empty id of a profile is answered with 500.', /^$/),
]);

type Find = (world: World, text: string) => Profile | undefined;

function byId(slug: string, sentence: string, find: Find): Row {
  const how = loading((world, { id }) => (id === undefined ? undefined : find(world, id)));
  return { name: `profile-id-${slug}`, sentence, clause: ID, how };
}

function byName(slug: string, sentence: string, find: Find): Row {
  const how = loading((world, { name }) => (name === undefined ? undefined : find(world, name)));
  return { name: `profile-name-${slug}`, sentence, clause: NAME, how };
}

/** Loads the profile that `find` finds where the conforming server finds none. */
function loading(
  find: (world: World, choice: ProfileChoice) => Profile | undefined,
): ReturnType<typeof deciding> {
  return deciding((update, browser, { world }) => {
    const { profile: choice } = update;
    if (choice === undefined || browser.profile || findProfile(world, choice)) return update;
    const id = find(world, choice)?.id;
    return id === undefined ? update : { ...update, profile: { id } };
  });
}

function breaksOn(slug: string, sentence: string, odd: RegExp): Row {
  return {
    name: `profile-id-${slug}-as-500`,
    sentence,
    clause: response(400),
    how: crashing(({ profile }) => profile?.id !== undefined && odd.test(profile.id)),
  };
}

function all(world: World): Profile[] {
  return [...world.profiles.values()];
}

function hasEmptyId(profile: unknown): boolean {
  return typeof profile === 'object' && profile !== null && 'id' in profile && profile.id === '';
}
