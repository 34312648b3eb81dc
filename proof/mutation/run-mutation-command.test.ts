import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { isObject, parseJson } from '../../src/model/json.js';
import { startContract, type StartedContract, type StartOptions } from '../testing/start-contract.js';

describe('npm run mutation', () => {
  const started: StartedContract[] = [];
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
    for (const run of started.splice(0)) {
      run.process.kill('SIGKILL');
      run.discard();
    }
  });
  const start = (options: StartOptions): StartedContract => {
    const run = startContract({ command: 'proof/cli/mutation.ts', ...options });
    started.push(run);
    return run;
  };

  it('plays what is asked for, prints the outcome and writes it in three formats', async () => {
    const run = start({
      args: ['error-403-lacks-code', 'error-404-lacks-code', 'charset-parameter'].flatMap((name) => [
        '--only',
        name,
      ]),
    });
    const { code, output } = await run.ended;
    expect(code, output).to.equal(0);
    expect(output).to.contain('2 mutants: all killed. 1 variation: no false alarm.');
    // Each is played in a share of its own, where there are processors for it.
    expect(output).to.match(
      /KILLED {2}error-403-lacks-code by 403\/restricted-key\/.*\nKILLED {2}error-404-lacks-code by 404\//,
    );
    expect(output).to.match(
      /mutation-part\.json\n.*mutation-part\.md\n.*mutation-part\.html\nPROVEN, .* Exit code 0\.\n$/,
    );
    const json = parseJson(run.report('mutation-part.json'));
    expect(isObject(json) ? json.counts : undefined).to.deep.include({
      mutants: 2,
      killed: 2,
      variations: 1,
    });
    expect(run.report('mutation-part.md')).to.contain('| `error-403-lacks-code` |');
    expect(run.report('mutation-part.html')).to.contain('<code>error-403-lacks-code</code>');
  });

  it('says in a sentence what it cannot do, before it plays anything', async () => {
    for (const [options, said] of [
      [{ args: ['--only', 'error-403-lacks-cod'] }, '; the closest names are error-403-lacks-code, '],
      [{ env: { CONTRACT_BROWSERS: 'x' } }, 'CONTRACT_BROWSERS is "x"'],
      [{ env: { CONTRACT_DOCUMENT: 'no/such/file.yaml' } }, 'no/such/file.yaml cannot be read'],
    ] as const) {
      const { code, output } = await start(options).ended;
      expect(code, output).to.equal(2);
      expect(output).to.contain(said).and.not.to.contain('    at ');
    }
  });

  it('plays nothing where its reports cannot be written', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'run-mutation-'));
    folders.push(folder);
    const inTheWay = path.join(folder, 'file');
    writeFileSync(inTheWay, '');
    const args = ['--only', 'error-403-lacks-code'];
    const { code, output } = await start({ args, env: { CONTRACT_REPORTS_DIR: inTheWay } }).ended;
    expect(code, output).to.equal(2);
    expect(output).to.match(/^No report can be written to .*: EEXIST.*\.\n$/);
  });

  it('ends at once when it is stopped, and says so', async () => {
    const run = start({ args: ['--full'] });
    await run.said('0 of ');
    run.process.kill('SIGINT');
    const { code, output } = await run.ended;
    expect(code, output).to.equal(2);
    expect(output).to.contain('The report was interrupted by SIGINT: no report was written.');
    expect(run.report('mutants.json')).to.equal('');
  });
});
