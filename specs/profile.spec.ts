import { CLAUSES } from '../fixtures/clauses.js';
import { refuses, schemaCases } from '../fixtures/contract.js';
import type { Json, JsonObject } from '../src/contract/json.js';

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
    refuses('profile/second/with-viewport', 'another profile and a viewport', {
      clause: CLAUSES.profile,
      body: { profile: { id: '<other profile>' }, viewport: { width: 1323, height: 825 } },
      start: { profile: 'loaded' },
      statuses: [400, 403],
      because,
    });
  });
});
