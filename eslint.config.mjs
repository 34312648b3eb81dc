import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/**
 * The rooms, from the bottom up: a room imports only from rooms before it, and from itself. docs/design.md says why.
 * `src` is what a run needs, `proof` what proves it.
 */
const ROOMS = ['model', 'settings', 'contract', 'api', 'checks', 'report', 'run', 'cli'];
const RUN_ROOMS = ['case', 'session', 'procedures', 'schedule', 'process', 'rejudge'];

/** What each folder must not import, as folders. */
const zones = [
  ...ROOMS.map((room, floor) => forbid(`src/${room}`, above('src', ROOMS, floor))),
  ...RUN_ROOMS.map((room, floor) => forbid(`src/run/${room}`, above('src/run', RUN_ROOMS, floor))),
  // An independent server and an independent model prove more than copies of the code that they check.
  forbid('src/reference-server', ['src'], ['reference-server', 'model/json.ts']),
  forbid('proof/explore', ['src/contract/derive', 'src/checks/effects.ts']),
  forbid(
    'proof/evolutions',
    ['src'],
    ['reference-server', 'model', 'contract/load-document.ts', 'run/process/collect-cases.ts'],
  ),
  forbid('proof/frameworks', ['src'], ['model/json.ts']),
  forbid('src', ['proof', 'specs', 'fixtures', 'bench']),
  forbid('proof', ['specs', 'fixtures', 'bench']),
].filter(({ from }) => from.length > 0);

function above(folder, rooms, floor) {
  const server = folder === 'src' && !['run', 'cli'].includes(rooms[floor]) ? ['src/reference-server'] : [];
  return [...rooms.slice(floor + 1).map((room) => `${folder}/${room}`), ...server];
}

function forbid(target, from, except = []) {
  const message = `${target}/ must not import from here: see the rooms in docs/design.md.`;
  return {
    target: `./${target}`,
    from: from.map((folder) => `./${folder}`),
    except: except.map((path) => `./${path}`),
    message,
  };
}

export default tseslint.config(
  { ignores: ['node_modules', 'reports', 'eslint.config.mjs'] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createNodeResolver({ extensionAlias: { '.js': ['.ts', '.js'] } })],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
    },
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // A pactum spec is a lazy thenable: one that nobody awaits sends nothing and passes.
      '@typescript-eslint/no-floating-promises': ['error', { checkThenables: true, ignoreVoid: false }],
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only src/settings/ reads the environment.' },
      ],
      'max-params': ['error', { max: 4 }],
      eqeqeq: 'error',
    },
  },
  {
    ignores: ['**/*.test.ts'], // a test may use any room
    rules: { 'import-x/no-restricted-paths': ['error', { zones, basePath: import.meta.dirname }] },
  },
  {
    files: ['**/*.cjs'], // what runs before TypeScript can be loaded
    rules: { '@typescript-eslint/no-require-imports': 'off', 'no-restricted-properties': 'off' },
  },
  {
    files: ['src/report/page/client/*.js'], // put into one script: what one file declares, another one uses
    languageOptions: { sourceType: 'script' },
    rules: { '@typescript-eslint/no-unused-vars': ['error', { vars: 'local' }] },
  },
  { files: ['src/settings/environment.ts'], rules: { 'no-restricted-properties': 'off' } }, // the one reader of the environment
);
