import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';

const ROOT = path.resolve(__dirname, '../..');
/** What of the project a command loads, besides packages. */
const PARTS = ['src', 'fixtures', 'specs', 'openapi', 'package.json', '.mocharc.json', 'tsconfig.json'];

describe('a suite that is not whole', function () {
  this.timeout(60_000);
  let copy = '';
  const modules = (): string => path.join(copy, 'node_modules');
  const junit = (): string => path.join(copy, 'reports/junit.xml');
  beforeEach('copy the project, with a report that is green', () => {
    copy = mkdtempSync(path.join(tmpdir(), 'not-whole-'));
    for (const part of PARTS) cpSync(path.join(ROOT, part), path.join(copy, part), { recursive: true });
    mkdirSync(path.dirname(junit()));
    writeFileSync(junit(), '<testsuites/>');
  });
  afterEach(() => rmSync(copy, { recursive: true }));

  const contract = (limit = 'true'): { code: number | null; output: string } => {
    const command = `${limit}; exec "${process.execPath}" src/cli/launch.cjs src/cli/contract.ts`;
    return run('bash', ['-c', command]);
  };
  const run = (command: string, args: readonly string[]): { code: number | null; output: string } => {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: copy, encoding: 'utf8' });
    return { code: status, output: stdout + stderr };
  };

  it('is a suite error where nothing is installed, and takes no older report for its own', () => {
    const { code, output } = contract();
    expect(code, output).to.equal(3);
    expect(output).to.match(/^The suite is not completely installed: run npm ci in its folder\.$/m);
    expect(existsSync(junit())).to.equal(false);
  });

  it('is a suite error where half of it is installed', () => {
    mkdirSync(modules());
    symlinkSync(path.join(ROOT, 'node_modules/pirates'), path.join(modules(), 'pirates'));
    const { code, output } = contract();
    expect(code, output).to.equal(3);
    expect(output).to.contain('run npm ci');
  });

  it('is a suite error where a source does not parse', () => {
    symlinkSync(path.join(ROOT, 'node_modules'), modules());
    appendFileSync(path.join(copy, 'src/run/process/host.ts'), '\nconst mistyped = ;\n');
    const { code, output } = contract();
    expect(code, output).to.equal(3);
    expect(output).to.contain('says nothing of the API').and.to.contain('host.ts');
    expect(existsSync(junit())).to.equal(false);
  });

  it('is a suite error where too few files may be open', () => {
    const { code, output } = contract('ulimit -n 60');
    expect(code, output).to.equal(3);
    expect(output).to.match(/^The suite cannot open more files: raise the limit \(ulimit -n\)\.$/m);
  });

  it('is a suite error where it may use too little memory', () => {
    const { code, output } = contract('export NODE_OPTIONS=--max-old-space-size=8');
    expect(code, output).to.equal(3);
    expect(output).to.match(/^The suite needs more memory: /);
  });

  it('is a suite error of Mocha, too, when Mocha is started by hand', () => {
    const { code, output } = run(process.execPath, [path.join(ROOT, 'node_modules/mocha/bin/mocha.js')]);
    expect(code, output).to.equal(3);
    expect(output).to.contain('Cannot find module');

    symlinkSync(path.join(ROOT, 'node_modules'), modules());
    appendFileSync(path.join(copy, 'src/run/process/host.ts'), '\nconst mistyped = ;\n');
    const mocha = path.join(modules(), 'mocha/bin/mocha.js');
    const mistyped = run(process.execPath, [mocha, '--grep', 'reads/form']);
    expect(mistyped.code, mistyped.output).to.equal(3);
    expect(mistyped.output).to.contain('says nothing of the API').and.to.contain('host.ts');
  });
});
