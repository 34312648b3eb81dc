import { isObject, type Json } from '../../src/model/json.js';
import type { How } from '../../src/reference-server/deviation.js';
import type { ProfileChoice } from '../../src/reference-server/requests.js';
import { changed, objectIn } from '../../src/reference-server/rewriting.js';
import { updateIn } from '../../src/reference-server/session-of-call.js';
import { findProfile, type Browser, type Profile, type World } from '../../src/reference-server/world.js';
import { inArea, response, schema, type Mutant, type Row } from './mutant.js';
import { bySchemaWith, crashing, deciding, isRecording, reading, refusing, without } from './reading.js';

const ONCE = schema('BrowserUpdateRequest/properties/profile/description');
const EXISTS = schema('BrowserProfile/description');
const ONE_OF = schema('BrowserProfile/oneOf');
const SAVE = schema('BrowserProfile/properties/save_changes');

/** Mistakes about `profile`: which one is meant, how it may be named, and that it is loaded only once. */
export const profiles: readonly Mutant[] = inArea('field', [
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
    name: 'profile-empty-id-beside-name-accepted',
    sentence: 'An empty id beside a name counts as left out.',
    clause: ONE_OF,
    how: misreads((profile) => (profile.id === '' && 'name' in profile ? lacking(profile, 'id') : profile)),
  },
  {
    name: 'profile-empty-name-beside-id-accepted',
    sentence: 'An empty name beside an id counts as left out.',
    clause: ONE_OF,
    how: misreads((profile) => (profile.name === '' && 'id' in profile ? lacking(profile, 'name') : profile)),
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
    name: 'second-profile-by-name-replaces-the-first',
    sentence: 'A profile that is chosen by name replaces the one that is loaded.',
    clause: ONCE,
    how: ({ steps }) => ({
      steps: {
        decide: (world, browser, update, now) => {
          const profile = update.profile?.name === undefined ? browser.profile : undefined;
          return steps.decide(world, { ...browser, profile }, update, now);
        },
      },
    }),
  },
  {
    name: 'same-profile-accepted-with-save-changes',
    sentence: 'The profile that is loaded is accepted again to change save_changes.',
    clause: ONCE,
    how: deciding((update, browser, { world }) =>
      update.profile?.save_changes !== undefined &&
      browser.profile !== undefined &&
      findProfile(world, update.profile) === browser.profile
        ? without(update, 'profile')
        : update,
    ),
  },
  {
    name: 'profile-without-a-name-as-500',
    sentence: 'A profile that has no name is answered with 500.',
    clause: response(200),
    how: crashing((update, browser, world) => {
      const found = update.profile && !browser.profile ? findProfile(world, update.profile) : undefined;
      return found !== undefined && found.name === undefined;
    }),
  },
  {
    name: 'profile-by-name-as-500-on-headful',
    sentence: 'A profile that is chosen by name alone is answered with 500 on a headful session.',
    clause: response(200),
    how: crashing(
      (update, { headless }) =>
        !headless && update.profile?.name !== undefined && Object.keys(update).length === 1,
    ),
  },
  {
    name: 'profile-by-name-refused-on-stealth',
    sentence: 'A profile that is chosen by name alone is refused on a stealth session.',
    clause: response(200),
    how: refusing(
      (update, { stealth }) =>
        stealth && update.profile?.name !== undefined && Object.keys(update).length === 1,
      'profile must be chosen by id.',
    ),
  },
  refusedOn('stealth', 'A profile is refused on a stealth session.', ({ stealth }) => stealth),
  refusedOn('headful', 'A profile is refused on a headful session.', ({ headless }) => !headless),
  refusedOn('recording', 'A profile is refused during a recording.', isRecording),
  {
    name: 'profile-ignored-on-headful',
    sentence: 'A profile is ignored on a headful session.',
    clause: response(200),
    how: deciding((update, { headless }) => (headless ? update : without(update, 'profile'))),
  },
  shownOnLoading(
    'loaded-profile-shown-by-another-name',
    'The answer shows another name for the profile that was loaded.',
    'name',
    'default',
  ),
  shownOnLoading(
    'loaded-profile-shown-with-zero-time',
    'The answer shows the year 1 as the created_at of the profile that was loaded.',
    'created_at',
    '0001-01-01T00:00:00Z',
  ),
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
  const how = refusing(
    ({ profile }) => profile !== undefined && isRefused(profile),
    'profile does not name a profile.',
  );
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

function refusedOn(kind: string, sentence: string, isOfKind: (browser: Browser, now: Date) => boolean): Row {
  return {
    name: `profile-refused-on-${kind}`,
    sentence,
    clause: response(200),
    how: refusing(
      ({ profile }, browser, _, now) => profile !== undefined && isOfKind(browser, now),
      `profile is not allowed on a session that is ${kind}.`,
    ),
  };
}

/** The answer to the update that loads a profile shows one of its facts wrongly; reads show it correctly. */
function shownOnLoading(name: string, sentence: string, member: string, wrong: string): Row {
  const how: How = (scene) => ({
    around: (call, answer) => {
      const isLoading = updateIn(scene, call)?.profile !== undefined;
      const given = answer(call);
      const body = given.status === 200 && isLoading ? objectIn(given) : undefined;
      return body ? { ...given, body: changed(body, `profile.${member}`, () => wrong) } : given;
    },
  });
  return { name, sentence, clause: schema(`Profile/properties/${member}/description`), how };
}

function lacking(profile: Record<string, Json>, member: string): Record<string, Json> {
  return Object.fromEntries(Object.entries(profile).filter(([name]) => name !== member));
}

function isEmpty(value: Json | undefined): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}
