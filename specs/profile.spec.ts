import { accepts, refuses, schemaCases } from '../fixtures/contract.js';
import { INVALID_OR_FORBIDDEN, INVALID_OR_NOT_FOUND } from '../fixtures/open-statuses.js';
import { requirement } from '../fixtures/requirements.js';
import {
  HEADFUL,
  KIOSK,
  PLAIN_KIOSK,
  RECORDED,
  RECORDED_BEFORE,
  RECORDED_TWICE,
  STEALTH,
} from '../fixtures/session-kinds.js';
import type { Json, JsonObject } from '../src/model/json.js';
import type { SessionKind } from '../src/model/session-kind.js';

/** What an invalid profile is sent with. */
const COMPANIONS: readonly (readonly [slug: string, words: string, members: JsonObject])[] = [
  ['alone', '', {}],
  ['with-viewport', ', and a viewport', { viewport: { width: 1321, height: 823 } }],
  ['with-proxy', ', and an empty proxy_id', { proxy_id: '' }],
];
/** Both of id and name, of one profile and of two. */
const BOTH: readonly JsonObject[] = [
  { profile: { id: '<profile>', name: '<other profile name>' } },
  { profile: { id: '<profile>', name: '<profile name>', save_changes: true } },
];

describe('profile', () => {
  describe('the schema', () => {
    // Each of these takes a session of its own, of whatever kind; three of them send the same.
    const kinds: Readonly<Record<string, Partial<SessionKind>>> = {
      'profile.id/type/text': RECORDED_TWICE,
      'profile/oneOf/id': RECORDED_BEFORE,
      'profile/oneOf/name': HEADFUL,
      'profile.name/type/text': STEALTH,
      'profile.save_changes/type/false': PLAIN_KIOSK,
    };
    schemaCases('profile', ({ id }) => kinds[id] ?? {});
  });

  describe('neither or both of id and name', () => {
    const choices: readonly (readonly [slug: string, sentence: string, profile: JsonObject])[] = [
      ['neither', 'a profile without id or name', {}],
      ['both', 'a profile with both id and name', { id: '<profile>', name: '<profile name>' }],
      ['only-save-changes', 'a profile with only save_changes', { save_changes: true }],
    ];
    for (const [choice, sentence, profile] of choices) {
      for (const [companion, words, members] of COMPANIONS) {
        if (companion === 'alone' && choice !== 'only-save-changes') continue; // derived from the schema
        const also = choice === 'both' && companion === 'with-viewport' ? { also: BOTH } : {};
        refuses(`profile/choice/${choice}/${companion}`, `${sentence}${words}`, {
          clause: requirement('profile-one-of'),
          subject: 'profile.oneOf',
          body: { ...members, profile },
          ...also,
          start: { proxy: 'set' },
          claim: 'breaks the schema',
        });
      }
    }
  });

  describe('nothing but save_changes, where a profile is loaded', () => {
    refuses('profile/choice/only-save-changes/loaded', 'save_changes for the profile that is loaded', {
      clause: requirement('profile-one-of'),
      subject: 'profile.oneOf',
      body: { profile: { save_changes: true } },
      start: { profile: 'loaded' },
      claim: 'breaks the schema',
      statuses: [400, 403],
      because: 'it names no profile (400), and a session with one takes no other (400 or 403)',
    });
  });

  describe('malformed profiles', () => {
    const forms: readonly (readonly [slug: string, sentence: string, profile: Json])[] = [
      ['name-as-text', 'a profile name instead of an object', '<profile name>'],
      ['id-as-text', 'a profile id instead of an object', '<profile>'],
      ['null-id', 'a null id and a valid name', { id: null, name: '<profile name>' }],
      ['null-name', 'a valid id and a null name', { id: '<profile>', name: null }],
      ['empty-id', 'an empty id and a valid name', { id: '', name: '<profile name>' }],
      ['empty-name', 'a valid id and an empty name', { id: '<profile>', name: '' }],
      ['id-in-capitals', 'a valid id in a member called ID', { ID: '<profile>' }],
      [
        'text-to-save',
        'a valid name, with a save_changes of "true"',
        { name: '<profile name>', save_changes: 'true' },
      ],
    ];
    /** What they share with other cases. */
    const subjects: Readonly<Record<string, string>> = {
      'null-id': 'null-as-absent',
      'null-name': 'null-as-absent',
      'id-in-capitals': 'names-in-other-letters',
      'text-to-save': 'profile.save_changes.type',
    };
    for (const [slug, sentence, profile] of forms) {
      refuses(`profile/form/${slug}`, sentence, {
        clause: requirement('profile-one-of'),
        body: { profile },
        claim: 'breaks the schema',
        subject: subjects[slug] ?? 'profile.oneOf',
        ...(slug === 'id-in-capitals' ? { isNote: true } : {}),
      });
    }
  });

  describe('unknown profiles', () => {
    refuses('profile/unknown/id', 'an unknown profile id', {
      clause: requirement('profile-exists'),
      body: { profile: { id: '<unknown id>' } },
      ...INVALID_OR_NOT_FOUND,
    });
    refuses('profile/unknown/half-a-name', 'an existing profile name without its last character', {
      clause: requirement('profile-exists'),
      body: { profile: { name: '<half a profile name>' } },
      ...INVALID_OR_NOT_FOUND,
    });
    refuses('profile/unknown/name', 'an unknown profile name', {
      clause: requirement('profile-exists'),
      body: { profile: { name: '<unknown name>' } },
      also: [true, false].map((save_changes) => ({ profile: { name: '<unknown name>', save_changes } })),
      ...INVALID_OR_NOT_FOUND,
    });
    // Values that a lenient lookup resolves to an existing profile, and values that break a lookup.
    const values: readonly (readonly [slug: string, sentence: string, profile: JsonObject])[] = [
      ['name-as-id', 'a profile name in the id member', { id: '<profile name>' }],
      ['half-an-id', 'the first half of a profile id', { id: '<half a profile id>' }],
      ['id-in-capitals', 'a profile id in upper case', { id: '<profile in capitals>' }],
      ['id-among-blanks', 'a profile id surrounded by spaces', { id: '<profile among blanks>' }],
      ['empty-id', 'an empty id', { id: '' }],
      ['nul-in-id', 'an id that contains a NUL character', { id: 'contract\0id' }],
      ['emoji-in-id', 'an id that contains an emoji', { id: 'contract😀id' }],
      [
        'symbols-in-id',
        'an id that contains an umlaut, a double quote and a backslash',
        { id: 'contractü"\\id' },
      ],
      [
        'name-as-pattern',
        'a profile name whose last character is replaced by _, an SQL wildcard',
        { name: '<profile name as a pattern>' },
      ],
      // It is also the name of an existing profile in upper case: a lookup that ignores case finds that one.
      ['deleted', 'the name of a deleted profile', { name: '<deleted profile name>' }],
      ['deleted-id', 'the id of a deleted profile', { id: '<deleted profile>' }],
      ['proxy-id', 'the id of a proxy', { id: '<other proxy>' }],
      [
        'long-name-but-for-its-end',
        'a name of which another profile has the first two hundred letters',
        { name: '<long profile name but for its end>' },
      ],
    ];
    for (const [slug, sentence, profile] of values) {
      refuses(`profile/unknown/${slug}`, sentence, {
        clause: requirement('profile-exists'),
        body: { profile },
        ...INVALID_OR_NOT_FOUND,
      });
    }
    refuses('profile/unknown/wide-letters', 'a profile name in full-width letters', {
      clause: requirement('profile-exists'),
      body: { profile: { name: '<profile name in wide letters>' } },
      claim: 'breaks the schema',
      subject: 'profile.name.pattern',
    });
    refuses('profile/unknown/folded-letters', 'a name in letters that a fold of case makes ASCII', {
      clause: requirement('profile-exists'),
      body: { profile: { name: 'contract-\u212a\u017f' } },
      claim: 'breaks the schema',
      subject: 'profile.name.pattern',
    });
    refuses('profile/unknown/id-as-name', 'a profile id in the name member', {
      clause: requirement('profile-exists'),
      body: { profile: { name: '<profile>' } },
      claim: 'nothing', // ids have no documented format: one may not even be a valid name
      ...INVALID_OR_NOT_FOUND,
    });
  });

  describe('names of every form', () => {
    accepts(
      'profile/name/long-and-odd',
      'a name of 120 letters that begins with a dot and ends with a hyphen',
      {
        clause: requirement('profile-by-id-or-name'),
        body: { profile: { name: '<long and odd profile name>' } },
      },
    );
  });

  describe('unnamed profiles', () => {
    accepts('profile/nameless', 'an unnamed profile, by id', {
      clause: requirement('profile-by-id-or-name'),
      body: { profile: { id: '<nameless profile>' } },
      // The usual sessions serve a row that names the profile which they have.
      session: STEALTH,
    });
  });

  describe('a session with a profile', () => {
    refuses('profile/second', 'another profile', {
      clause: requirement('profile-only-once'),
      body: { profile: { id: '<other profile>' } },
      also: [true, false].map((save_changes) => ({ profile: { id: '<other profile>', save_changes } })),
      start: { profile: 'loaded' },
      ...INVALID_OR_FORBIDDEN,
    });
    refuses('profile/second/same', 'the profile that is already loaded', {
      clause: requirement('profile-only-once'),
      body: { profile: { id: '<loaded profile>' } },
      start: { profile: 'loaded' },
      ...INVALID_OR_FORBIDDEN,
    });
    refuses('profile/second/same/saved', 'the profile that is already loaded, with save_changes', {
      clause: requirement('profile-only-once'),
      body: { profile: { id: '<loaded profile>', save_changes: true } },
      start: { profile: 'loaded' },
      ...INVALID_OR_FORBIDDEN,
    });
    refuses('profile/second/same/by-name', 'the profile that is already loaded, by name', {
      clause: requirement('profile-only-once'),
      body: { profile: { name: '<loaded profile name>' } },
      start: { profile: 'loaded' },
      ...INVALID_OR_FORBIDDEN,
    });
    refuses('profile/second/stealth', 'another profile, on a stealth browser', {
      clause: requirement('profile-only-once'),
      body: { profile: { id: '<other profile>' } },
      session: STEALTH,
      start: { profile: 'loaded' },
      ...INVALID_OR_FORBIDDEN,
    });
    refuses('profile/second/null', 'null instead of a profile', {
      clause: requirement('profile-only-once'),
      body: { profile: null },
      start: { profile: 'loaded' },
      claim: 'breaks the schema',
      statuses: [400, 403],
      because: 'null is no profile (400), and a session with one takes no other (400 or 403)',
      subject: 'profile.type',
    });
    refuses('profile/second/by-name-with-proxy', 'another profile, by name, and a proxy', {
      clause: requirement('profile-only-once'),
      body: { proxy_id: '<other proxy>', profile: { name: '<other profile name>' } },
      start: { profile: 'loaded' },
      procedure: 'and on',
      ...INVALID_OR_FORBIDDEN,
    });
    refuses('profile/second/with-no-proxy', 'another profile and an empty proxy_id', {
      clause: requirement('profile-only-once'),
      body: { proxy_id: '', profile: { id: '<other profile>' } },
      start: { profile: 'loaded', proxy: 'set' },
      ...INVALID_OR_FORBIDDEN,
    });
    refuses('profile/second/with-switch', 'another profile and disable_default_proxy', {
      clause: requirement('profile-only-once'),
      body: { disable_default_proxy: true, profile: { id: '<other profile>' } },
      session: STEALTH,
      start: { profile: 'loaded' },
      ...INVALID_OR_FORBIDDEN,
    });
    refuses('profile/second/headful', 'another profile, by name, on a headful browser', {
      clause: requirement('profile-only-once'),
      body: { profile: { name: '<other profile name>' } },
      session: HEADFUL,
      start: { profile: 'loaded' },
      ...INVALID_OR_FORBIDDEN,
    });
    refuses('profile/second/with-viewport', 'another profile and a viewport', {
      clause: requirement('profile-only-once'),
      body: { profile: { id: '<other profile>' }, viewport: { width: 1323, height: 825 } },
      start: { profile: 'loaded' },
      ...INVALID_OR_FORBIDDEN,
    });
  });

  describe('a session that was created with a profile', () => {
    refuses('profile/second/created-with', 'another profile than the one of its creation', {
      clause: requirement('profile-only-once'),
      body: { profile: { id: '<other profile>' } },
      session: KIOSK,
      start: { profile: 'loaded' },
      ...INVALID_OR_FORBIDDEN,
    });
  });

  describe('two profiles at once', () => {
    accepts('profile/at-once', 'two profiles at once, of which one at most is loaded', {
      clause: requirement('profile-only-once'),
      body: { profile: { id: '<profile>' } },
      procedure: 'profiles at once',
      needs: ['second profile', 'no gentleness'],
      statuses: [200, 400, 403],
      because:
        'one of them comes second, and is refused; both may be, since the document does not say that updates may overlap',
    });
  });

  describe('a recorded session', () => {
    refuses('profile/recording/with-resize', 'a profile and a resize without force', {
      clause: requirement('bad-request'),
      body: { profile: { id: '<profile>' }, viewport: { width: 1325, height: 827 } },
      session: RECORDED,
      statuses: [400, 403],
      because:
        'the resize must be refused, and the whole update with it; the document names no status for it',
    });
  });
});
