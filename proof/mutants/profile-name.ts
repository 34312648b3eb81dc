import { valueAt, type JsonObject } from '../../src/model/json.js';
import { notFound } from '../../src/reference-server/answer.js';
import { changed } from '../../src/reference-server/rewriting.js';
import { inArea, schema, type Mutant, type Row } from './mutant.js';
import { bySchemaWith, deciding, reading } from './reading.js';

const NAME = 'BrowserProfile/properties/name';

/** Mistakes about which texts are names of profiles. */
export const profileNames: readonly Mutant[] = inArea('field', [
  narrower('refuses-255', 'A name of 255 characters is refused.', 'maxLength', { maxLength: 254 }),
  narrower('refuses-one-character', 'A name of one character is refused.', 'minLength', { minLength: 2 }),
  narrower('refuses-dots', 'A dot in a name is refused.', 'pattern', { pattern: '^[a-zA-Z0-9_-]+$' }),
  narrower('refuses-underscores', 'An underscore in a name is refused.', 'pattern', {
    pattern: '^[a-zA-Z0-9.-]+$',
  }),
  narrower('refuses-hyphens', 'A hyphen in a name is refused.', 'pattern', { pattern: '^[a-zA-Z0-9._]+$' }),
  narrower('refuses-capitals', 'A capital letter in a name is refused.', 'pattern', {
    pattern: '^[a-z0-9._-]+$',
  }),
  narrower('refuses-digit-first', 'A digit at the beginning of a name is refused.', 'pattern', {
    pattern: '^[a-zA-Z._-][a-zA-Z0-9._-]*$',
  }),
  narrower('refuses-two-dots', 'Two dots in a row in a name are refused.', 'pattern', {
    pattern: '^(?!.*\\.\\.)[a-zA-Z0-9._-]+$',
  }),
  narrower('refuses-digits-alone', 'A name of digits alone is refused.', 'pattern', {
    pattern: '^(?![0-9]+$)[a-zA-Z0-9._-]+$',
  }),
  narrower('refuses-hyphen-first', 'A hyphen at the beginning of a name is refused.', 'pattern', {
    pattern: '^[a-zA-Z0-9._][a-zA-Z0-9._-]*$',
  }),
  narrower('refuses-dot-last', 'A dot at the end of a name is refused.', 'pattern', {
    pattern: '^[a-zA-Z0-9._-]*[a-zA-Z0-9_-]$',
  }),
  narrower('refuses-dot-first', 'A dot at the beginning of a name is refused.', 'pattern', {
    pattern: '^[a-zA-Z0-9_-][a-zA-Z0-9._-]*$',
  }),
  narrower('refuses-hyphen-last', 'A hyphen at the end of a name is refused.', 'pattern', {
    pattern: '^[a-zA-Z0-9._-]*[a-zA-Z0-9._]$',
  }),
  narrower('refuses-65-to-254', 'A name of 65 to 254 characters is refused.', 'maxLength', {
    pattern: '^(?:.{1,64}|.{255})$',
  }),
  {
    name: 'profile-name-as-the-beginning-of-one',
    sentence: 'Of the profiles whose names begin as it was asked for, the oldest is loaded.',
    clause: schema(`${NAME}/description`),
    how: deciding((update, _, { world }) => {
      const { name } = update.profile ?? {};
      const isKnown = [...world.profiles.values()].some((one) => one.name === name);
      const found = [...world.profiles.values()].find(
        (one) => name !== undefined && one.name?.startsWith(name),
      );
      return isKnown && found !== undefined ? { ...update, profile: { id: found.id } } : update;
    }),
  },
  wider('cuts-at-255', 'A name that is too long is cut to 255 characters.', 'maxLength', (name) =>
    name.slice(0, 255),
  ),
  wider('ignores-final-newline', 'A newline at the end of a name is let through.', 'pattern', (name) =>
    name.replace(/\n$/, ''),
  ),
  wider('trims', 'Blanks around a name are cut away.', 'pattern', (name) => name.trim()),
  wider('finds-one-inside', 'A name is looked for inside other text.', 'pattern', (name) =>
    name.length > 255 ? name : (/[a-zA-Z0-9._-]+/.exec(name)?.[0] ?? name),
  ),
  wider('strips-accents', 'Accents are taken off the letters of a name.', 'pattern', (name) =>
    name.normalize('NFD').replaceAll(/\p{Mn}/gu, ''),
  ),
  wider('folds-letters', 'Letters of a name are folded to those that look alike.', 'pattern', (name) =>
    name.normalize('NFKC'),
  ),
  {
    name: 'profile-name-folds-case',
    sentence: 'Letters of a name that fold to ASCII fit the pattern, and no such profile is found.',
    clause: schema(`${NAME}/pattern`),
    how: ({ steps }) => ({
      steps: {
        validate: (body) => {
          const name = valueAt(body, ['profile', 'name']);
          const isFolded = typeof name === 'string' && /^[a-z0-9._-]+$/iu.test(name) && /[^ -~]/.test(name);
          return isFolded ? { refusal: notFound('profile') } : steps.validate(body);
        },
      },
    }),
  },
  {
    name: 'profile-name-empty-ignored',
    sentence: 'A profile with an empty name is taken as left out.',
    clause: schema(`${NAME}/minLength`),
    how: reading((body) => changed(body, 'profile', (value) => (isNameless(value) ? undefined : value))),
  },
]);

function narrower(slug: string, sentence: string, keyword: string, keywords: JsonObject): Row {
  return {
    name: `profile-name-${slug}`,
    sentence,
    clause: schema(`${NAME}/${keyword}`),
    how: bySchemaWith(NAME, {
      type: 'string',
      minLength: 1,
      maxLength: 255,
      pattern: '^[a-zA-Z0-9._-]+$',
      ...keywords,
    }),
  };
}

function wider(slug: string, sentence: string, keyword: string, correct: (name: string) => string): Row {
  return {
    name: `profile-name-${slug}`,
    sentence,
    clause: schema(`${NAME}/${keyword}`),
    how: reading((body) =>
      changed(body, 'profile.name', (name) => (typeof name === 'string' ? correct(name) : name)),
    ),
  };
}

function isNameless(profile: unknown): boolean {
  return typeof profile === 'object' && profile !== null && 'name' in profile && profile.name === '';
}
