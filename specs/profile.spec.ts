import { accepts, refuses, schemaCases } from '../fixtures/contract.js';
import { requirement } from '../fixtures/requirements.js';
import type { Json, JsonObject } from '../src/model/json.js';

const OTHERS: Readonly<Record<string, JsonObject>> = {
  'with-viewport': { viewport: { width: 1321, height: 823 } },
  'with-proxy': { proxy_id: '' },
};

describe('profile', () => {
  describe('the schema', () => {
    schemaCases('profile');
  });

  describe('neither or both of id and name', () => {
    const choices: Readonly<Record<string, JsonObject>> = {
      neither: {},
      both: { id: '<profile>', name: '<profile name>' },
      'only-save-changes': { save_changes: true },
    };
    for (const [choice, profile] of Object.entries(choices)) {
      const words = choice.replaceAll('-', ' ');
      for (const [beside, others] of Object.entries({ alone: {}, ...OTHERS })) {
        if (beside === 'alone' && choice !== 'only-save-changes') continue; // the schema's own cases
        refuses(
          `profile/choice/${choice}/${beside}`,
          `a profile with ${words}, ${beside.replaceAll('-', ' ')}`,
          {
            clause: requirement('profile-one-of'),
            body: { ...others, profile },
            start: { proxy: 'set' },
            claim: 'breaks the schema',
          },
        );
      }
    }
  });

  describe('malformed profiles', () => {
    const forms: Readonly<Record<string, Json>> = {
      'name-as-text': '<profile name>',
      'id-as-text': '<profile>',
      'null-id': { id: null, name: '<profile name>' },
      'null-name': { id: '<profile>', name: null },
      'empty-id': { id: '', name: '<profile name>' },
      'empty-name': { id: '<profile>', name: '' },
      'id-in-capitals': { ID: '<profile>' },
    };
    for (const [form, profile] of Object.entries(forms)) {
      refuses(`profile/form/${form}`, `an existing profile, malformed: ${form.replaceAll('-', ' ')}`, {
        clause: requirement('profile-one-of'),
        body: { profile },
        claim: 'breaks the schema',
      });
    }
  });

  describe('unknown profiles', () => {
    const because =
      'the document names no status for it: the input is invalid, and the resource is not found';
    refuses('profile/unknown/id', 'an unknown profile id', {
      clause: requirement('profile-exists'),
      body: { profile: { id: '<unknown id>' } },
      statuses: [400, 404],
      because,
    });
    refuses('profile/unknown/half-a-name', 'a prefix of an existing name', {
      clause: requirement('profile-exists'),
      body: { profile: { name: '<half a profile name>' } },
      statuses: [400, 404],
      because,
    });
    refuses('profile/unknown/name', 'an unknown profile name', {
      clause: requirement('profile-exists'),
      body: { profile: { name: '<unknown name>' } },
      statuses: [400, 404],
      because,
    });
    // Texts that a lenient lookup takes for an existing profile, and texts that break a lookup.
    const texts: readonly (readonly [slug: string, sentence: string, profile: JsonObject])[] = [
      ['name-as-id', 'a profile name in the id member', { id: '<profile name>' }],
      ['half-an-id', 'half a profile id', { id: '<half a profile id>' }],
      ['id-in-capitals', 'a profile id in upper case', { id: '<profile in capitals>' }],
      ['id-among-blanks', 'a profile id surrounded by blanks', { id: '<profile among blanks>' }],
      ['empty-id', 'an empty id', { id: '' }],
      ['nul-in-id', 'an id that contains NUL', { id: 'contract\0id' }],
      ['emoji-in-id', 'an id that contains an emoji', { id: 'contract😀id' }],
      [
        'name-as-pattern',
        'an existing name with _ for its last letter',
        { name: '<profile name as a pattern>' },
      ],
      // In upper case it is the name of an existing profile: one row for both.
      ['deleted', 'the name of a deleted profile', { name: '<deleted profile name>' }],
    ];
    for (const [slug, sentence, profile] of texts) {
      refuses(`profile/unknown/${slug}`, sentence, {
        clause: requirement('profile-exists'),
        body: { profile },
        statuses: [400, 404],
        because,
      });
    }
    refuses('profile/unknown/id-as-name', 'a profile id in the name member', {
      clause: requirement('profile-exists'),
      body: { profile: { name: '<profile>' } },
      claim: 'nothing', // the document gives ids no shape: one may not even be a valid name
      statuses: [400, 404],
      because,
    });
  });

  describe('unnamed profiles', () => {
    accepts('profile/nameless', 'an unnamed profile, by its id', {
      clause: requirement('profile-by-id-or-name'),
      body: { profile: { id: '<nameless profile>' } },
    });
  });

  describe('a session with a profile', () => {
    const because =
      'the document names no status for it: 400 (invalid input) and 403 (not permitted) both fit';
    refuses('profile/second', 'another profile', {
      clause: requirement('profile-only-once'),
      body: { profile: { id: '<other profile>' } },
      start: { profile: 'loaded' },
      statuses: [400, 403],
      because,
    });
    refuses('profile/second/same', 'the profile that is already loaded', {
      clause: requirement('profile-only-once'),
      body: { profile: { id: '<loaded profile>' } },
      start: { profile: 'loaded' },
      statuses: [400, 403],
      because,
    });
    refuses('profile/second/same/saved', 'the profile that is already loaded, with save_changes', {
      clause: requirement('profile-only-once'),
      body: { profile: { id: '<loaded profile>', save_changes: true } },
      start: { profile: 'loaded' },
      statuses: [400, 403],
      because,
    });
    refuses('profile/second/by-name-with-proxy', 'another profile by name, and a proxy', {
      clause: requirement('profile-only-once'),
      body: { proxy_id: '<other proxy>', profile: { name: '<other profile name>' } },
      start: { profile: 'loaded' },
      statuses: [400, 403],
      because,
    });
    refuses('profile/second/with-viewport', 'another profile and a viewport', {
      clause: requirement('profile-only-once'),
      body: { profile: { id: '<other profile>' }, viewport: { width: 1323, height: 825 } },
      start: { profile: 'loaded' },
      statuses: [400, 403],
      because,
    });
  });

  describe('a recorded session', () => {
    refuses('profile/recording/with-resize', 'a profile and a resize without force', {
      clause: requirement('bad-request'),
      body: { profile: { id: '<profile>' }, viewport: { width: 1325, height: 827 } },
      session: { headless: false, recording: true },
      statuses: [400, 403],
      because: 'the resize must be refused, and with it all; the document names no status for it',
    });
  });
});
