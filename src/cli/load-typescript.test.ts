import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { newFolder, removeFolders } from '../../proof/testing/rig.js';

const ROOT = path.resolve(__dirname, '../..');
const LOADER = 'src/cli/load-typescript.cjs';

describe('loading TypeScript', () => {
  after(removeFolders);

  /** A project of two sources, and the packages that the loader needs. */
  function project(): string {
    const folder = newFolder();
    mkdirSync(path.join(folder, 'src/cli'), { recursive: true });
    mkdirSync(path.join(folder, 'node_modules'));
    for (const file of [LOADER, 'src/cli/code-cache.cjs', 'src/cli/stack-traces.cjs'])
      copyFileSync(path.join(ROOT, file), path.join(folder, file));
    for (const name of ['pirates', 'esbuild', '@esbuild'])
      symlinkSync(path.join(ROOT, 'node_modules', name), path.join(folder, 'node_modules', name));
    writeFileSync(path.join(folder, 'src/one.ts'), `export const one: { n: number } = { n: 1 };`);
    writeFileSync(path.join(folder, 'src/two.ts'), `import { one } from './one.js'; export { one };`);
    return folder;
  }

  function run(folder: string, script: string): string {
    const args = ['--require', `./${LOADER}`, '-e', script];
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: folder,
      encoding: 'utf8',
      env: {}, // that of Mocha's workers says that nothing is to be kept
    });
    return stdout + stderr;
  }
  const PRINT_ONE = `console.log(require('./src/two.ts').one.n)`;

  it('keeps what was compiled until the source changes, whatever became of what was kept', () => {
    const folder = project();
    const cache = path.join(folder, 'node_modules/.cache/typescript');
    expect(run(folder, PRINT_ONE)).to.equal('1\n');
    expect(readdirSync(cache)).to.have.members(['src+one.ts.js', 'src+two.ts.js']);
    rmSync(path.join(folder, 'node_modules/esbuild'));
    expect(run(folder, PRINT_ONE), 'without a compiler').to.equal('1\n');

    symlinkSync(path.join(ROOT, 'node_modules/esbuild'), path.join(folder, 'node_modules/esbuild'));
    writeFileSync(path.join(folder, 'src/one.ts'), `export const one = { n: 2 as number };`);
    expect(run(folder, PRINT_ONE)).to.equal('2\n');
    writeFileSync(path.join(cache, 'src+one.ts.js'), 'half of a');
    expect(run(folder, PRINT_ONE)).to.equal('2\n');
  });

  it('keeps what V8 made of many modules, for as long as each stays what it was', () => {
    const folder = project();
    const numbers = [...Array(25).keys()];
    for (const n of numbers) writeFileSync(path.join(folder, `src/n${n}.ts`), `export const n: number = 1;`);
    const sum = `console.log(${numbers.map((n) => `require('./src/n${n}.ts').n`).join('+')})`;
    const code = path.join(folder, 'node_modules/.cache/code');
    expect(run(folder, sum)).to.equal('25\n');
    const [kept = ''] = readdirSync(code);
    const file = path.join(code, kept);
    const before = statSync(file).mtimeMs;
    expect(run(folder, sum)).to.equal('25\n');
    expect(statSync(file).mtimeMs, 'nothing was missing').to.equal(before);

    writeFileSync(path.join(folder, 'src/n3.ts'), `export const n: number = 5;`); // of the same length
    expect(run(folder, sum)).to.equal('29\n');
    writeFileSync(file, readFileSync(file).subarray(0, 5000));
    expect(run(folder, sum)).to.equal('29\n');
    expect(statSync(file).mtimeMs, 'all was missing').to.be.greaterThan(before);
  });

  it('compiles where nothing can be kept, beside a source that does not parse', () => {
    const folder = project();
    writeFileSync(path.join(folder, 'node_modules/.cache'), 'in the way');
    writeFileSync(path.join(folder, 'src/draft.ts'), 'const mistyped = ;');
    expect(run(folder, PRINT_ONE)).to.equal('1\n');
  });

  it('loads a module once, however it is imported, and shows where a source fails', () => {
    const folder = project();
    writeFileSync(
      path.join(folder, 'src/late.ts'),
      `import { one } from './one.js';
interface Nothing { readonly at: 'run time' }
export async function isSame(): Promise<boolean> {
  return (await import('./one.js')).one === one;
}
export function fail(): Nothing {
  throw new Error('here');
}`,
    );
    expect(run(folder, `require('./src/late.ts').isSame().then(console.log)`)).to.equal('true\n');
    expect(run(folder, `require('./src/late.ts').fail()`)).to.match(/at .*fail.* \(.*src\/late\.ts:7:9\)/);
  });
});
