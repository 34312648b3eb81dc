import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'oxc-parser';

/** The rooms of `src/` from the bottom up, and those of `src/run/`: a room imports only from rooms before it, and from itself. */
export const ROOMS = ['model', 'settings', 'contract', 'api', 'checks', 'report', 'run', 'cli'];
export const RUN_ROOMS = ['case', 'session', 'procedures', 'schedule', 'process', 'rejudge'];
/** What stands apart in `src/`, so that the suite and its target cannot share a mistake. */
export const APART = 'reference-server';

/** What a folder must not import. Paths are relative to the root of the project. */
interface Wall {
  readonly around: string;
  readonly from: readonly string[];
  /** What it may import of that all the same. */
  readonly except?: readonly string[];
}

/** `src` is what a run needs, `proof` what proves it. docs/design.md says why. */
const WALLS: readonly Wall[] = [
  ...ROOMS.map((room, floor) => ({ around: `src/${room}`, from: above('src', ROOMS, floor) })),
  ...RUN_ROOMS.map((room, floor) => ({
    around: `src/run/${room}`,
    from: above('src/run', RUN_ROOMS, floor),
  })),
  ...ROOMS.filter((room) => room !== 'run' && room !== 'cli').map((room) => ({
    ...{ around: `src/${room}`, from: [`src/${APART}`] },
  })),
  // An independent server and an independent model prove more than copies of the code that they check.
  { around: `src/${APART}`, from: ['src'], except: [`src/${APART}`, 'src/model/json.ts'] },
  { around: 'proof/explore', from: ['src/contract/derive', 'src/checks/effects.ts'] },
  {
    around: 'proof/evolutions',
    from: ['src'],
    except: [
      ...[`src/${APART}`, 'src/model', 'src/contract/load-document.ts'],
      ...['src/run/case/compiled-contract.ts', 'src/run/process/collect-cases.ts'], // to run the suite
    ],
  },
  { around: 'proof/frameworks', from: ['src'], except: ['src/model/json.ts'] },
  { around: 'src', from: ['proof', 'specs', 'fixtures', 'bench'] },
  { around: 'proof', from: ['specs', 'fixtures', 'bench'] },
];

function above(folder: string, rooms: readonly string[], floor: number): string[] {
  return rooms.slice(floor + 1).map((room) => `${folder}/${room}`);
}

/** Whether a source may import another one. A test may use any room. */
export function mayImport(file: string, imported: string): boolean {
  if (file.endsWith('.test.ts')) return true;
  return !WALLS.some(
    ({ around, from, except = [] }) =>
      isIn(file, around) &&
      from.some((folder) => isIn(imported, folder)) &&
      !except.some((place) => isIn(imported, place)),
  );
}

function isIn(file: string, place: string): boolean {
  return file === place || file.startsWith(`${place}/`);
}

/** The sources of the project, each with those that it imports, types included. */
export function importsOfSources(): Map<string, string[]> {
  const folders = ['src', 'proof', 'specs', 'fixtures', 'bench'];
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.posix.join(folder, name)),
  );
  return new Map(files.filter((file) => file.endsWith('.ts')).map((file) => [file, importsOf(file)]));
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const { staticImports, staticExports, dynamicImports } = parseSync(file, text).module;
  const specifiers = [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...dynamicImports.map(({ moduleRequest: { start, end } }) =>
      text.slice(start, end).replaceAll(/['"`]/g, ''),
    ),
  ];
  return specifiers
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => path.posix.join(path.posix.dirname(file), specifier).replace(/\.js$/, '.ts'));
}
