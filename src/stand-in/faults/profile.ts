import { isObject, type Json } from '../../contract/json.js';
import { badRequest } from '../answer.js';
import type { How } from '../deviation.js';
import type { ProfileChoice } from '../requests.js';
import { changed } from '../rewriting.js';
import { findProfile, type Browser, type Profile, type World } from '../world.js';
import { inArea, schema, type Fault, type Row } from './fault.js';
import { bySchemaWith, deciding, reading } from './reading.js';

const ONCE = schema('BrowserUpdateRequest/properties/profile/description');
const EXISTS = schema('BrowserProfile/description');
const ONE_OF = schema('BrowserProfile/oneOf');
const SAVE = schema('BrowserProfile/properties/save_changes');

/** Mistakes about `profile`: which one is meant, how it may be named, and that it is loaded only once. */
export const profiles: readonly Fault[] = inArea('field', [
  refuses(
    'profile-by-name-refused',
    'A profile that is chosen by name is not found.',
    'name',
    ({ name }) => name !== undefined,
  ),
  refuses(
    'profile-by-id-refused',
    'A profile that is chosen by id is not found.',
    'id',
    ({ id }) => id !== undefined,
  ),
  finds(
    'profile-by-name-prefix',
    'The beginning of a name is enough to load a profile.',
    'name',
    (world, { name }) =>
      [...world.profiles.values()].find((profile) => name !== undefined && profile.name?.startsWith(name)),
  ),
  finds(
    'profile-by-name-loads-another',
    'A profile that is chosen by name is not the one that is loaded.',
    'name',
    (world, choice) => (choice.name === undefined ? undefined : otherThan(world, findProfile(world, choice))),
  ),
  finds(
    'profile-by-id-loads-another',
    'A profile that is chosen by id is not the one that is loaded.',
    'id',
    (world, choice) => (choice.id === undefined ? undefined : otherThan(world, findProfile(world, choice))),
  ),
  finds(
    'unknown-profile-means-the-newest',
    'An unknown profile is taken for the newest one.',
    undefined,
    (world, choice) => findProfile(world, choice) ?? [...world.profiles.values()].at(-1),
  ),
  finds(
    'unknown-profile-created',
    'A profile that does not exist is created.',
    undefined,
    (world, choice) => {
      const known = findProfile(world, choice);
      if (known) return known;
      const now = new Date();
      const id = choice.id ?? world.newId('profile');
      const made: Profile = { id, name: choice.name, createdAt: now, updatedAt: now, lastUsedAt: undefined };
      world.profiles.set(id, made);
      return made;
    },
  ),
  {
    name: 'unknown-profile-ignored',
    sentence: 'A profile that does not exist is accepted and ignored.',
    clause: EXISTS,
    how: deciding(({ profile, ...rest }, _, { world }) =>
      profile && findProfile(world, profile) ? { ...rest, profile } : rest,
    ),
  },
  {
    name: 'profile-id-and-name-accepted',
    sentence: 'A profile with both id and name is accepted, and its name ignored.',
    clause: ONE_OF,
    how: misreads(({ name, ...rest }) =>
      rest.id === undefined && name !== undefined ? { ...rest, name } : rest,
    ),
  },
  {
    name: 'profile-id-and-matching-name-accepted',
    sentence: 'A profile with both id and name is accepted when they mean the same one.',
    clause: ONE_OF,
    how: (scene) =>
      misreads(({ name, ...rest }) => {
        const byId = typeof rest.id === 'string' ? scene.world.profiles.get(rest.id) : undefined;
        return name === undefined || byId?.name === name ? rest : { ...rest, name };
      })(scene),
  },
  {
    name: 'profile-without-id-and-name-accepted',
    sentence: 'A profile without id and name is accepted and ignored.',
    clause: ONE_OF,
    how: reading((body) => changed(body, 'profile', (value) => (isEmpty(value) ? undefined : value))),
  },
  {
    name: 'profile-with-only-save-changes-accepted',
    sentence: 'A profile that holds nothing but save_changes is accepted and ignored.',
    clause: ONE_OF,
    how: reading((body) =>
      changed(body, 'profile', (value) =>
        isObject(value) && Object.keys(value).join() === 'save_changes' ? undefined : value,
      ),
    ),
  },
  {
    name: 'second-profile-replaces-the-first',
    sentence: 'A profile replaces the one that the session has loaded.',
    clause: ONCE,
    how: ({ steps }) => ({
      steps: {
        decide: (world, browser, update, now) =>
          steps.decide(world, { ...browser, profile: undefined }, update, now),
      },
    }),
  },
  {
    name: 'second-profile-ignored',
    sentence: 'A profile for a session that has one loaded is accepted and ignored.',
    clause: ONCE,
    how: deciding(({ profile, ...rest }, browser) =>
      profile === undefined || browser.profile ? rest : { ...rest, profile },
    ),
  },
  {
    name: 'second-profile-refused-and-loaded',
    sentence: 'A profile for a session that has one loaded is refused, and loaded.',
    clause: ONCE,
    how: ({ steps }) => ({
      steps: {
        decide: (world, browser, update, now) => {
          const second = browser.profile && update.profile && findProfile(world, update.profile);
          const decision = steps.decide(world, browser, update, now);
          if (second) browser.profile = second;
          return decision;
        },
      },
    }),
  },
  {
    name: 'second-profile-unloads-the-first',
    sentence: 'A profile for a session that has one loaded is refused, and the loaded one is gone.',
    clause: ONCE,
    how: ({ steps }) => ({
      steps: {
        decide: (world, browser, update, now) => {
          const decision = steps.decide(world, browser, update, now);
          if (update.profile && 'refusal' in decision) browser.profile = undefined;
          return decision;
        },
      },
    }),
  },
  {
    name: 'same-profile-accepted-again',
    sentence: 'The profile that the session has loaded is accepted a second time.',
    clause: ONCE,
    how: deciding(({ profile, ...rest }, browser, { world }) =>
      profile === undefined || (browser.profile && findProfile(world, profile) === browser.profile)
        ? rest
        : { ...rest, profile },
    ),
  },
  {
    name: 'save-changes-required',
    sentence: 'A profile without save_changes is refused.',
    clause: `${SAVE}/default`,
    how: bySchemaWith('BrowserProfile/required', ['save_changes']),
  },
  refuses(
    'save-changes-true-refused',
    'A profile whose changes are to be saved is refused.',
    'save_changes',
    ({ save_changes }) => save_changes === true,
  ),
  refuses(
    'save-changes-false-refused',
    'A profile with save_changes false is refused.',
    'save_changes',
    ({ save_changes }) => save_changes === false,
  ),
]);

function refuses(
  name: string,
  sentence: string,
  member: string,
  isRefused: (choice: ProfileChoice) => boolean,
): Row {
  const how: How = ({ steps }) => ({
    steps: {
      decide: (world, browser, update, now) =>
        update.profile && isRefused(update.profile)
          ? { refusal: badRequest(['profile does not name a profile.']) }
          : steps.decide(world, browser, update, now),
    },
  });
  return { name, sentence, clause: schema(`BrowserProfile/properties/${member}`), how };
}

/** Loads the profile that `find` finds; where it finds none, the conforming server has its say. */
function finds(
  name: string,
  sentence: string,
  member: string | undefined,
  find: (world: World, choice: ProfileChoice) => Profile | undefined,
): Row {
  const how = deciding((update, browser: Browser, { world }) => {
    const found = update.profile && !browser.profile ? find(world, update.profile) : undefined;
    if (!update.profile || !found) return update;
    const { save_changes } = update.profile;
    return { ...update, profile: { id: found.id, ...(save_changes === undefined ? {} : { save_changes }) } };
  });
  return {
    name,
    sentence,
    clause: member === undefined ? EXISTS : schema(`BrowserProfile/properties/${member}`),
    how,
  };
}

function misreads(misread: (profile: Record<string, Json>) => Record<string, Json>): How {
  return reading((body) => changed(body, 'profile', (value) => (isObject(value) ? misread(value) : value)));
}

function otherThan(world: World, profile: Profile | undefined): Profile | undefined {
  return profile && [...world.profiles.values()].find((other) => other !== profile);
}

function isEmpty(value: Json | undefined): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}
