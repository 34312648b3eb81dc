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
import Module from 'node:module';
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

  /** @param env that of Mocha's workers says that nothing is to be kept. */
  function start(folder: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
    const all = ['--require', `./${LOADER}`, ...args];
    const { stdout, stderr } = spawnSync(process.execPath, all, { cwd: folder, encoding: 'utf8', env });
    return stdout + stderr;
  }
  const run = (folder: string, script: string): string => start(folder, ['-e', script]);
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
    if ('enableCompileCache' in Module) return; // the rest is for Node to test
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

  it('gives a module what Node gives it', () => {
    const folder = project();
    writeFileSync(
      path.join(folder, 'src/main.cjs'),
      `const { stack } = new Error('on the first line'); const Module = require('node:module');
console.log(stack.split('\\n')[1], require.main === module, require.cache === Module._cache);
console.log(Object.keys(require), require.resolve.paths('x'), require('./esm.js').default);`,
    );
    writeFileSync(path.join(folder, 'src/package.json'), '{"type":"module"}');
    writeFileSync(path.join(folder, 'src/esm.js'), 'export default 1;');
    const byNode = start(folder, ['src/main.cjs'], { MOCHA_WORKER_ID: '0' });
    expect(byNode).to.contain('main.cjs:1:19) true true');
    expect(start(folder, ['src/main.cjs'])).to.equal(byNode);
  });

  it('compiles where nothing can be kept, beside a source that does not parse', () => {
    const folder = project();
    writeFileSync(path.join(folder, 'node_modules/.cache'), 'in the way');
    writeFileSync(path.join(folder, 'src/draft.ts'), 'const mistyped = ;');
    expect(run(folder, PRINT_ONE)).to.equal('1\n');
  });

  it('leaves nothing half written behind', () => {
    const folder = project();
    const cache = path.join(folder, 'node_modules/.cache/typescript');
    mkdirSync(path.join(cache, 'src+one.ts.js'), { recursive: true });
    expect(run(folder, PRINT_ONE)).to.equal('1\n');
    expect(readdirSync(cache)).to.have.members(['src+one.ts.js', 'src+two.ts.js']);
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
    const edited = `const { fail } = require('./src/late.ts');
      require('node:fs').writeFileSync('src/late.ts', 'export function fail() {}');
      fail()`;
    expect(run(folder, edited), 'edited since').to.match(/at .*fail.* \(.*src\/late\.ts:7:9\)/);
  });

  it('shows an error by its name and message, whatever it says of itself', () => {
    const folder = project();
    writeFileSync(
      path.join(folder, 'src/loud.ts'),
      `export class Loud extends Error { override toString() { return 'loud ' + this.stack; } }`,
    );
    const loud = `console.log(new (require('./src/loud.ts').Loud)('x').stack)`;
    expect(run(folder, loud)).to.match(/^Error: x\n {4}at /);
    expect(run(folder, `require('node:fs').readFileSync(0.5)`)).to.contain(
      '\nTypeError [ERR_INVALID_ARG_TYPE]: ',
    );
  });
});
