import { CLAUSES } from '../fixtures/clauses.js';
import { accepts, refuses, schemaCases } from '../fixtures/contract.js';
import type { Json, JsonObject } from '../src/model/json.js';

const OTHERS: Readonly<Record<string, JsonObject>> = {
  'with-viewport': { viewport: { width: 1321, height: 823 } },
  'with-proxy': { proxy_id: '' },
};

describe('profile', () => {
  describe('what the schema says', () => {
    schemaCases('profile');
  });

  describe('a choice that is none', () => {
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
            clause: CLAUSES.profileChoice,
            body: { ...others, profile },
            start: { proxy: 'set' },
            claim: 'breaks the schema',
          },
        );
      }
    }
  });

  describe('a profile in another form', () => {
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
      refuses(`profile/form/${form}`, `a profile that exists, with ${form.replaceAll('-', ' ')}`, {
        clause: CLAUSES.profileChoice,
        body: { profile },
        claim: 'breaks the schema',
      });
    }
  });

  describe('a profile that nobody made', () => {
    const because =
      'the document names no status for it: the input is invalid, and the resource is not found';
    refuses('profile/unknown/id', 'an id that no profile has', {
      clause: CLAUSES.profileChoice,
      body: { profile: { id: '<unknown id>' } },
      statuses: [400, 404],
      because,
    });
    refuses('profile/unknown/half-a-name', 'a name that another begins with', {
      clause: CLAUSES.profileChoice,
      body: { profile: { name: '<half a profile name>' } },
      statuses: [400, 404],
      because,
    });
    refuses('profile/unknown/name', 'a name that no profile has', {
      clause: CLAUSES.profileChoice,
      body: { profile: { name: '<unknown name>' } },
      statuses: [400, 404],
      because,
    });
    // What a lookup that is too kind takes for a profile that exists, and what one trips over.
    const texts: readonly (readonly [slug: string, sentence: string, profile: JsonObject])[] = [
      ['name-as-id', 'a name in place of an id', { id: '<profile name>' }],
      ['half-an-id', 'half the id of a profile', { id: '<half a profile id>' }],
      ['id-in-capitals', 'the id of a profile, in capitals', { id: '<profile in capitals>' }],
      ['id-among-blanks', 'the id of a profile, among blanks', { id: '<profile among blanks>' }],
      ['empty-id', 'an empty id', { id: '' }],
      ['nul-in-id', 'an id with a NUL in it', { id: 'contract\0id' }],
      ['emoji-in-id', 'an id with an emoji in it', { id: 'contract😀id' }],
      ['name-as-pattern', 'a name with _ for a letter', { name: '<profile name as a pattern>' }],
      // In capitals it is the name of a profile that exists: one row for both.
      ['deleted', 'the name of a profile that was deleted', { name: '<deleted profile name>' }],
    ];
    for (const [slug, sentence, profile] of texts) {
      refuses(`profile/unknown/${slug}`, sentence, {
        clause: CLAUSES.profileChoice,
        body: { profile },
        statuses: [400, 404],
        because,
      });
    }
    refuses('profile/unknown/id-as-name', 'an id in place of a name', {
      clause: CLAUSES.profileChoice,
      body: { profile: { name: '<profile>' } },
      claim: 'nothing', // ids have no shape that the document tells: one may be no name at all
      statuses: [400, 404],
      because,
    });
  });

  describe('a profile without a name', () => {
    accepts('profile/nameless', 'a profile that was given no name, by its id', {
      clause: CLAUSES.profileChoice,
      body: { profile: { id: '<nameless profile>' } },
    });
  });

  describe('a session that has one already', () => {
    const because =
      'the document names no status for it: 400 (invalid input) and 403 (not permitted) both fit';
    refuses('profile/second', 'another profile', {
      clause: CLAUSES.profile,
      body: { profile: { id: '<other profile>' } },
      start: { profile: 'loaded' },
      statuses: [400, 403],
      because,
    });
    refuses('profile/second/same', 'the profile that is loaded already', {
      clause: CLAUSES.profile,
      body: { profile: { id: '<loaded profile>' } },
      start: { profile: 'loaded' },
      statuses: [400, 403],
      because,
    });
    refuses('profile/second/same/saved', 'the profile that is loaded already, its changes to be saved', {
      clause: CLAUSES.profile,
      body: { profile: { id: '<loaded profile>', save_changes: true } },
      start: { profile: 'loaded' },
      statuses: [400, 403],
      because,
    });
    refuses('profile/second/by-name-with-proxy', 'another profile by its name, and a proxy', {
      clause: CLAUSES.profile,
      body: { proxy_id: '<other proxy>', profile: { name: '<other profile name>' } },
      start: { profile: 'loaded' },
      statuses: [400, 403],
      because,
    });
    refuses('profile/second/with-viewport', 'another profile and a viewport', {
      clause: CLAUSES.profile,
      body: { profile: { id: '<other profile>' }, viewport: { width: 1323, height: 825 } },
      start: { profile: 'loaded' },
      statuses: [400, 403],
      because,
    });
  });

  describe('a session that is recorded', () => {
    refuses('profile/recording/with-resize', 'a profile beside a resize without force', {
      clause: CLAUSES.badRequest,
      body: { profile: { id: '<profile>' }, viewport: { width: 1325, height: 827 } },
      session: { headless: false, recording: true },
      statuses: [400, 403],
      because: 'the resize must be refused, and with it all; the document names no status for it',
    });
  });
});
