import { readdirSync } from 'node:fs';
import { expect } from 'chai';
import { APART, importsOfSources, mayImport, ROOMS, RUN_ROOMS } from './testing/rooms.js';

const FORBIDDEN = [
  ['of a higher room into a lower one', 'src/model/drift.ts', 'src/report/visible.ts'],
  ['of a later sub-room of run into an earlier one', 'src/run/case/drift.ts', 'src/run/schedule/queue.ts'],
  ['of proof into src', 'src/report/visible.ts', 'proof/testing/sample-run.ts'],
  ['of the specs into proof', 'proof/mutation/play.ts', 'specs/viewport.spec.ts'],
  ['of the reference server into the checks', 'src/checks/torn.ts', 'src/reference-server/server.ts'],
  ['of the contract into the reference server', 'src/reference-server/ids.ts', 'src/contract/document.ts'],
  [
    'of the reference server into an API in a framework',
    'proof/frameworks/fastify-api.ts',
    'src/reference-server/ids.ts',
  ],
  ['of the derivation into the explorer', 'proof/explore/model.ts', 'src/contract/derive/derive.ts'],
  ['of the checks into the evolutions', 'proof/evolutions/play.ts', 'src/checks/judge.ts'],
] as const;

const ALLOWED = [
  ['of a lower room into a higher one', 'src/report/visible.ts', 'src/model/json.ts'],
  ['of the reference server into a run', 'src/run/process/host.ts', 'src/reference-server/server.ts'],
  ['of any room into a test', 'src/model/drift.test.ts', 'src/report/visible.ts'],
  ['of JSON into the reference server', 'src/reference-server/ids.ts', 'src/model/json.ts'],
] as const;

describe('the rooms', () => {
  const imports = importsOfSources();

  for (const [what, file, imported] of FORBIDDEN) {
    it(`refuse an import ${what}`, () => expect(mayImport(file, imported)).to.equal(false));
  }

  for (const [what, file, imported] of ALLOWED) {
    it(`allow an import ${what}`, () => expect(mayImport(file, imported)).to.equal(true));
  }

  it('are all there are', () => {
    expect(foldersIn('src')).to.have.members([...ROOMS, APART]);
    expect(foldersIn('src/run')).to.have.members(RUN_ROOMS);
  });

  it('import nothing that they must not', () => {
    const wrong = [...imports].flatMap(([file, all]) =>
      all.filter((one) => !mayImport(file, one)).map((one) => `${file} must not import ${one}`),
    );
    expect(wrong, 'see the rooms in docs/design.md').to.deep.equal([]);
  });

  it('have no files that import each other in a circle, not even by types', () => {
    expect(imports.size).to.be.greaterThan(500);
    expect(circleIn(imports)).to.deep.equal([]);
  });
});

function foldersIn(place: string): string[] {
  const entries = readdirSync(place, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** The first circle of imports, from a file to itself; empty where there is none. */
function circleIn(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const clean = new Set<string>();
  const follow = (file: string, way: readonly string[]): string[] => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (clean.has(file)) return [];
    for (const next of imports.get(file) ?? []) {
      const circle = follow(next, [...way, file]);
      if (circle.length > 0) return circle;
    }
    clean.add(file);
    return [];
  };
  return [...imports.keys()].map((file) => follow(file, [])).find((circle) => circle.length > 0) ?? [];
}
