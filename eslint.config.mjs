import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import { parser } from 'typescript-eslint';

/**
 * The rooms alone: oxlint checks everything else (.oxlintrc.json), but knows no restricted paths.
 *
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
    [
      ...['reference-server', 'model', 'contract/load-document.ts'],
      ...['run/case/compiled-contract.ts', 'run/process/collect-cases.ts'], // to run the suite
    ],
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

export default [
  {
    files: ['**/*.ts'],
    ignores: ['node_modules', 'reports', '**/*.test.ts'], // a test may use any room
    plugins: { 'import-x': importX },
    languageOptions: { parser },
    settings: {
      'import-x/resolver-next': [createNodeResolver({ extensionAlias: { '.js': ['.ts', '.js'] } })],
    },
    rules: { 'import-x/no-restricted-paths': ['error', { zones, basePath: import.meta.dirname }] },
  },
];
