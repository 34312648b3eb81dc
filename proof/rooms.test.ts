import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { ESLint } from 'eslint';
import { preProcessFile } from 'typescript';

const FORBIDDEN = [
  ['of a higher room into a lower one', 'src/model/drift.ts', '../report/visible.js'],
  ['of a later sub-room of run into an earlier one', 'src/run/case/drift.ts', '../schedule/queue.js'],
  ['of proof into src', 'src/report/visible.ts', '../../proof/testing/sample-run.js'],
  ['of the reference server into the checks', 'src/checks/torn.ts', '../reference-server/server.js'],
  ['of the contract into the reference server', 'src/reference-server/ids.ts', '../contract/document.js'],
  [
    'of the reference server into an API in a framework',
    'proof/frameworks/fastify-api.ts',
    '../../src/reference-server/ids.js',
  ],
  ['of the derivation into the explorer', 'proof/explore/model.ts', '../../src/contract/derive/derive.js'],
] as const;

describe('the rooms', () => {
  for (const [what, file, specifier] of FORBIDDEN) {
    it(`refuse an import ${what}`, async () => {
      expect((await lintMessages(file, specifier)).join('\n')).to.contain('see the rooms in docs/design.md');
    });
  }

  it('allow an import of a lower room into a higher one', async () => {
    expect(await lintMessages('src/report/visible.ts', '../model/json.js')).to.deep.equal([]);
  });

  it('have no files that import each other in a circle, not even by types', () => {
    const imports = new Map(['src', 'proof', 'specs', 'fixtures', 'bench'].flatMap(importsBelow));
    expect(circleIn(imports)).to.deep.equal([]);
  });
});

const eslint = new ESLint();

/** What lint says of a file of ours if this import were its whole text. */
async function lintMessages(file: string, specifier: string): Promise<string[]> {
  const [result] = await eslint.lintText(`import '${specifier}';\n`, { filePath: file });
  return (result?.messages ?? []).map(({ message }) => message);
}

/** The relative imports of each source file below a folder. */
function importsBelow(folder: string): [string, string[]][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => {
      const file = path.join(folder, name);
      const specifiers = preProcessFile(readFileSync(file, 'utf8')).importedFiles.map(
        ({ fileName }) => fileName,
      );
      const own = specifiers.filter((specifier) => specifier.startsWith('.'));
      return [file, own.map((specifier) => path.join(path.dirname(file), specifier).replace(/\.js$/, '.ts'))];
    });
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
