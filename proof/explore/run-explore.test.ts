import { startDeviatingServer, type DeviatingServerOptions } from '../deviating-server.js';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { isObject, parseJson, type JsonObject } from '../../src/model/json.js';
import { startContract, type StartedContract, type StartOptions } from '../testing/start-contract.js';
import { type ReferenceServer } from '../../src/reference-server/server.js';

const DOCUMENT = 'openapi/kernel-patch-browser.openapi.yaml';
const KEY = 'a-key/that-is+nobody"s';

describe('npm run explore', () => {
  const cleanUp: (() => unknown)[] = [];
  afterEach(async () => {
    for (const undo of cleanUp.splice(0).reverse()) await undo();
  });
  const referenceServer = async (options: Partial<DeviatingServerOptions> = {}): Promise<ReferenceServer> => {
    const api = await startDeviatingServer({ document: DOCUMENT, apiKey: KEY, ...options });
    cleanUp.push(() => api.close());
    return api;
  };
  const start = (options: StartOptions): StartedContract => {
    const run = startContract({ command: 'proof/cli/explore.ts', ...options });
    cleanUp.push(() => {
      run.process.kill('SIGKILL');
      run.discard();
    });
    return run;
  };
  const explore = (api: ReferenceServer, args: readonly string[], env: Record<string, string> = {}) =>
    start({ args, env: { KERNEL_BASE_URL: api.url, KERNEL_API_KEY: KEY, ...env } });
  const reportOf = (run: StartedContract): JsonObject => {
    const json = parseJson(run.report('explore.json'));
    return isObject(json) ? json : {};
  };

  it('ends green where every step passed, and leaves no browser behind', async () => {
    const api = await referenceServer();
    const run = explore(api, ['--seed', '11', '--steps', '40']);
    const { code, output } = await run.ended;
    expect(code, output).to.equal(0);
    expect(output).to.match(
      /CONFORMS: every step of \d+ sequences? passed on http:\/\/\S+; 40 steps, \d+ requests, seed 11\. Exit code 0\.\n$/,
    );
    expect(output).to.contain('KERNEL_RESTRICTED_API_KEY is not set');
    expect(reportOf(run)).to.deep.include({
      seed: 11,
      steps: 40,
      exitCode: 0,
      findings: [],
      target: api.url,
    });
    expect(api.activeBrowsers()).to.equal(0);
  });

  it('takes a path that does not fit its seed for what it is: nothing that could be judged', async () => {
    const args = ['--seed', '5', '--path', '0:0:0:0:0:0:0:0:0:0:9;A:A;sh'];
    const { code, output } = await start({ args, env: {} }).ended;
    expect(code, output).to.equal(2);
    expect(output).to.contain('The --path does not fit the --seed: give both as they were printed.');
  });

  it('refuses a restricted key that is no key before anything is created', async () => {
    const api = await referenceServer();
    const env = { KERNEL_RESTRICTED_API_KEY: 'no-key-of-this-server' };
    const { code, output } = await explore(api, ['--steps', '5'], env).ended;
    expect(code, output).to.equal(2);
    expect(output).to.contain('refused KERNEL_RESTRICTED_API_KEY with 401');
    expect(api.createdBrowsers()).to.equal(0);
  });

  it('needs no settings: the reference server is there, and is said to be what is explored', async () => {
    const { code, output } = await start({ args: ['--steps', '5'] }).ended;
    expect(code, output).to.equal(0);
    expect(output).to.contain('embedded reference server. Exploring with seed ');
    expect(output).to.match(/CONFORMS: every step of .* passed on the embedded reference server; .*\n$/);
  });

  it('shows a breach as any other failure is shown, with the shortest sequence, and the way back to it', async () => {
    const api = await referenceServer({ mutant: 'viewport-rounded-to-even' });
    const run = explore(api, ['--seed', '6']);
    const { code, output } = await run.ended;
    expect(code, output).to.equal(1);
    for (const label of ['contract', 'sent', 'expected', 'got', 'because', 'curl', 'steps', 'again'])
      expect(output).to.match(new RegExp(`^ {2}${label} +\\S`, 'm'));
    expect(output).to.match(/^explore\/echo {2}an update that has to be accepted +BREACH$/m);
    const { sequence, again } = reportOf(run);
    expect(sequence).to.have.length(1);
    expect(api.activeBrowsers()).to.equal(0);

    const [, seed = '', where = ''] =
      /--seed (\d+) --path "([^"]+)"/.exec(typeof again === 'string' ? again : '') ?? [];
    const replayed = explore(api, ['--seed', seed, '--path', where]);
    const second = await replayed.ended;
    expect(second.code, second.output).to.equal(1);
    expect(reportOf(replayed)).to.deep.include({ sequence, steps: 1 });

    const mended = await explore(await referenceServer(), ['--seed', seed, '--path', where]).ended;
    expect(mended.code, mended.output).to.equal(0);
    expect(mended.output).to.contain('CONFORMS: the sequence did not fail again on http://');
  });

  it('shows the key to nobody, also where the API does', async () => {
    const api = await referenceServer({ mutant: 'error-401-echoes-the-key' });
    const run = explore(api, ['--seed', '1']);
    const { code, output } = await run.ended;
    expect(code, output).to.equal(1);
    expect(output).to.contain('the answer shows the value of KERNEL_API_KEY');
    for (const text of [output, run.report('explore.json')]) {
      expect(text).not.to.contain(KEY).and.not.to.contain(encodeURIComponent(KEY));
      expect(text).not.to.contain(JSON.stringify(KEY).slice(1, -1));
    }
  });

  it('reports every problem of the command line and of the settings before anything is sent', async () => {
    const heard: string[] = [];
    const api = await referenceServer({ onRequest: ({ method }) => heard.push(method) });
    const args = ['--steps', '0', '--sessions', '9', '--path', 'x', '--fast'];
    const { code, output } = await explore(api, args).ended;
    expect(code, output).to.equal(2);
    for (const part of [
      '--steps is "0"',
      '9 sessions are asked for',
      '"x" is no path',
      "Unknown option '--fast'",
      'NOT JUDGED',
    ])
      expect(output).to.contain(part);
    expect(heard).to.deep.equal([]);
  });

  it('says in one sentence that a key is refused, and creates nothing', async () => {
    const api = await referenceServer();
    const { code, output } = await explore(api, [], { KERNEL_API_KEY: 'another-key-than-that' }).ended;
    expect(code, output).to.equal(2);
    expect(output).to.contain('401').and.to.contain('NOT JUDGED');
    expect(api.createdBrowsers()).to.equal(0);
  });

  it('explores nothing where the report cannot be written', async () => {
    const api = await referenceServer();
    const folder = mkdtempSync(path.join(tmpdir(), 'run-explore-'));
    cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    const { code, output } = await explore(api, ['--steps', '3'], { CONTRACT_REPORTS_DIR: file }).ended;
    expect(code, output).to.equal(2);
    expect(output)
      .to.contain('No report can be written to')
      .and.to.contain(`NOT JUDGED: nothing was sent to ${api.url}.`);
    expect(api.createdBrowsers()).to.equal(0);
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`ends in order on ${signal}: browsers released, report written, code 2`, async () => {
      const api = await referenceServer({ latencyMs: 20 });
      const run = explore(api, ['--steps', '100000', '--seconds', '60']);
      await run.said('Exploring with seed');
      run.process.kill(signal);
      const { code, output } = await run.ended;
      expect(code, output).to.equal(2);
      expect(output).to.contain(`The exploration was interrupted by ${signal}.`);
      expect(reportOf(run)).to.include({ exitCode: 2 });
      expect(api.activeBrowsers()).to.equal(0);
    });
  }

  it('is cleaned up after by the next command when it was killed', async () => {
    const api = await referenceServer({ latencyMs: 5 });
    const run = explore(api, ['--steps', '100000', '--seconds', '60']);
    await run.said('Exploring with seed');
    while (api.activeBrowsers() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    run.process.kill('SIGKILL');
    await run.ended;
    expect(api.activeBrowsers()).to.be.greaterThan(0);
    const next = await explore(api, ['--steps', '3'], { CONTRACT_LEDGER_DIR: run.ledgerDir }).ended;
    expect(next.code, next.output).to.equal(0);
    expect(api.activeBrowsers()).to.equal(0);
  });
});
